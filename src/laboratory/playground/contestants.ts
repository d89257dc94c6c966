import type { Shown } from './bench.ts';
import type { Run } from './compute.ts';
import { type Look, looks, ruleNames } from './rules.ts';

export interface Contestant {
  look: Look;
  own: boolean;
  /** On the sheet and in the chart, and within a sentence. */
  name: string;
  spoken: string;
  run: Run;
}

export const OWN = 'your rule';

/** The rules that are shown and have a run, the reader's own first. */
export function contestants({ settings, runs }: Pick<Shown, 'settings' | 'runs'>): Contestant[] {
  const { own, rivals } = settings;
  return looks.flatMap((look, i) => {
    const run = runs[i];
    const rival = rivals[i - 1];
    if (!run || !(i === 0 ? own.on : rival?.on)) return [];
    const name = rival ? ruleNames[rival.id] : undefined;
    return [{ look, own: i === 0, name: name?.short ?? OWN, spoken: name?.spoken ?? OWN, run }];
  });
}
