/** Correct answers to each task, from the props on its page. */

import type { Catalogue } from '../../../src/class/sheets/catalogue.ts';
import type { Recompute } from '../../../src/class/sheets/judge.ts';
import type { WrittenTask } from '../../../src/class/sheets/written-tasks.ts';
import { isMet, isSeen, partsOf, type SeenTask } from '../../../src/class/work/task.ts';
import type { Values } from '../../../src/engine/schema.ts';
import { defaults } from '../../../src/engine/values.ts';
import type { Experiment } from '../../../src/figure/experiment.ts';
import { readValue } from '../../../src/figure/parameters/index.ts';
import { format, STEP } from '../../../src/figure/permalink.ts';
import { ofInstance } from '../../../src/widgets/prerender/page-checks.ts';

interface Known {
  solutions: Record<string, string>;
  built: Record<string, string>;
}

export async function solutionsOf(
  catalogue: Catalogue,
  written: readonly WrittenTask[],
  find: (id: string) => Promise<Experiment>,
  recompute: Recompute,
): Promise<Known> {
  const known: Known = { solutions: {}, built: {} };
  for (const { page, name, props } of written) {
    const id = `${page}.${name}`;
    const task = catalogue[id]?.task;
    if (!task || !isSeen(task)) continue;
    const experiment = await find(task.experiment);
    const { parameters } = experiment;
    // The props of a tag that the build has accepted, with the data named in them.
    const own = ofInstance(task.experiment, experiment, props['instance'] as Values, String(props['loc'])) as Values;
    const base: Values = { ...defaults(parameters), ...own };
    const query = (text: string): string => {
      const values: Record<string, Values[string]> = { ...base };
      const steps: [string, string][] = [];
      for (const pair of text.split(' ').filter((word) => word !== '')) {
        const [key = '', value = ''] = pair.split('=');
        const parameter = parameters[key];
        if (parameter) values[key] = readValue(parameter, value).value ?? value;
        else steps.push([STEP, value]);
      }
      const all = format(parameters, values, defaults(parameters), { all: true });
      for (const [key, value] of steps) all.set(key, value);
      return all.toString();
    };
    const solution = String(props['solution'] ?? '');
    known.built[id] = query('');
    known.solutions[id] =
      task.asks === 'setting'
        ? query(solution)
        : task.asks === 'value'
          ? (new URLSearchParams(query(solution)).get(task.parameter) ?? '')
          : await rightGuess(task, recompute);
  }
  return known;
}

async function rightGuess(task: SeenTask, recompute: Recompute): Promise<string> {
  if (task.asks !== 'number' && task.asks !== 'choice') return '';
  const { query, step } = partsOf(task.at);
  const seen = await recompute(task.experiment, query.toString(), step);
  if ('impossible' in seen) throw new Error(`${task.id}: ${seen.impossible}`);
  if (task.asks === 'number') return String(seen.numbers[task.number]?.value);
  return task.choices.find(({ text }) => isMet(task, text, seen))?.text ?? '';
}
