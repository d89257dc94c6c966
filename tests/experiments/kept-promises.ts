import { RandomState } from '../../src/engine/random-state.ts';
import type { Values } from '../../src/engine/schema.ts';
import type { Experiment, Presentation } from '../../src/figure/experiment.ts';
import { runExperiment } from '../../src/figure/run.ts';
import { sentenceParts } from '../../src/figure/sentence.ts';
import { anyValues } from './any-values.ts';
import { broken } from './promises.ts';

/** Checks an experiment's sentences at one setting against the list of promises; a line for each broken one. */
export function brokenIn(id: string, values: Values, picture: Presentation): string[] {
  const { verdict, summary, summaries, numbers } = picture;
  const texts = new Set([verdict.text, ...(summary ? [summary] : []), ...Object.values(summaries ?? {})]);
  return [...texts].flatMap((text) =>
    broken({ text, picture, values }).map((promise) => {
      const said = sentenceParts(text, numbers).map((part) => part.text);
      return `${id} at ${JSON.stringify(values)}: ${promise}\n${said.join('')}`;
    }),
  );
}

/** The broken promises at this number of random settings. */
export function brokenAt(id: string, experiment: Experiment, settings: number): string[] {
  const random = new RandomState([...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0));
  return Array.from({ length: settings }).flatMap(() => {
    // Safe: a partial setting has no undefined values.
    const values = { ...anyValues(experiment.parameters, random), ...experiment.quick } as Values;
    return brokenIn(id, values, runExperiment(experiment, values).presentation);
  });
}
