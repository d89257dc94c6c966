import type { Column } from '../../figure/panels/panel.ts';
import type { Run } from './compute.ts';
import { type Look, looks, ruleNames } from './rules.ts';
import type { Settings } from './settings.ts';

export interface Contestant {
  look: Look;
  own: boolean;
  /** On the sheet and in the chart, and within a sentence. */
  name: string;
  spoken: string;
  run: Run;
}

/** The parameters of a rule at the step that is shown. */
export interface Fit {
  look: Look;
  xs: Column;
  ys: Column;
}

export const OWN = 'your rule';

/** The rules that are shown and have a run, the reader's own first. */
export function contestants({
  settings,
  runs,
}: {
  settings: Pick<Settings, 'own' | 'rivals'>;
  runs: readonly (Run | undefined)[];
}): Contestant[] {
  const { own, rivals } = settings;
  return looks.flatMap((look, i) => {
    const run = runs[i];
    const rival = rivals[i - 1];
    if (!run || !(i === 0 ? own.on : rival?.on)) return [];
    const name = rival ? ruleNames[rival.id] : undefined;
    return [{ look, own: i === 0, name: name?.short ?? OWN, spoken: name?.spoken ?? OWN, run }];
  });
}
