import { describe, expect, it } from 'vitest';
import { complaint } from '../../src/engine/complaint.ts';
import { RandomState } from '../../src/engine/random-state.ts';
import { defaults } from '../../src/engine/values.ts';
import { experiments } from '../../src/experiments/index.ts';
import type { Experiment } from '../../src/figure/experiment.ts';
import { schemaAt } from '../../src/figure/parameters/schema-at.ts';
import { parse } from '../../src/figure/permalink.ts';
import { runExperiment } from '../../src/figure/run.ts';
import { runnerOf } from '../../src/widgets/prerender/measured-run.ts';
import { anyValues } from './any-values.ts';
import { checkPresentation } from './presentable.ts';

const catalogue = await Promise.all(
  Object.entries(experiments).map(async ([id, load]) => [id, (await load()).default] as const),
);

/** Runs per experiment with random values, by pace; extremes.full.test.ts covers the corners, and every choice. */
const FUZZED: Record<Experiment['pace'], number> = { instant: 10, ensemble: 3, long: 0 };

/** Text a stranger might put in a link. */
function junk(random: RandomState): string {
  const pieces = [
    '',
    'abc',
    '1e999',
    '-1e999',
    'NaN',
    '0x10',
    ' 1 ',
    '1,5',
    '__proto__',
    '\u0000',
    '٣',
    '1e-400',
    'true',
    '%',
    '9'.repeat(400),
  ];
  const at = random.randint(0, pieces.length + 2);
  return pieces[at] ?? String((random.randomSample() - 0.5) * 10 ** random.randint(-5, 6));
}

describe.each(catalogue)('experiment %s', (id, experiment) => {
  const schema = experiment.parameters;
  const usual = defaults(schema);

  it('runs at its defaults, the same every time', async () => {
    if (experiment.pace === 'long') return;
    // Taken from another process's results if the build or another test has computed it.
    const { run } = await runnerOf(id, experiment);
    expect(runExperiment(experiment, usual).presentation).toEqual(run(usual));
  });

  it(`runs, or diverges with a reason, at ${FUZZED[experiment.pace]} random settings`, () => {
    const random = new RandomState([...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0));
    for (let run = 0; run < FUZZED[experiment.pace]; run++) {
      const values = anyValues(schema, random);
      try {
        checkPresentation(runExperiment(experiment, values).presentation, schemaAt(schema, values));
      } catch (error) {
        throw new Error(`${id} at ${JSON.stringify(values)}: ${error instanceof Error ? error.message : error}`);
      }
    }
  });

  it('reads a thousand junk links without a throw, and always to valid values', () => {
    const random = new RandomState(1000);
    const names = [...Object.keys(schema), '__proto__', 'constructor', 'x'];
    // One check of all of them: forty thousand single ones take longer than the parsing.
    const wrong: string[] = [];
    for (let link = 0; link < 1000; link++) {
      const query = new URLSearchParams();
      for (let k = 0; k < 4; k++) query.append(names[random.randint(0, names.length)]!, junk(random));
      const { values, messages } = parse(schema, query);
      const isWhole = Object.keys(values).join() === Object.keys(schema).join();
      const complaints = Object.entries(schema).filter(([name, parameter]) => complaint(parameter, values[name]));
      if (!isWhole || complaints.length > 0 || messages.some(({ text }) => text === '')) wrong.push(query.toString());
    }
    expect(wrong).toEqual([]);
  });
});
