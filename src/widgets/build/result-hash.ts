import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { createModules, type Modules, unwrapped } from './code/modules.ts';
import { reachedFrom } from './code/reach.ts';

/** Every file is read once in a process. */
const own = createModules((file) => readFileSync(file, 'utf8'));

/**
 * Changes whenever the code does that decides an experiment's results: its `measure`, and all that `measure` reaches by
 * name in this and other files. What is said and shown, types, comments and where a thing stands are not in it; nor is
 * `parts`, since every result is kept under the whole of its part.
 *
 * Two habits of this code are relied on: a call that stands alone and whose name begins with `check` only refuses, and
 * what a piece of code uses it names (no global state, no import of a whole file).
 * @param file path of the experiment, from the project's root
 */
export function resultHash(file: string, modules: Modules = own): string {
  const experiment = modules.defaultOf(file);
  if (!experiment)
    throw new Error(`${file}: an experiment is its file's default export: export default defineExperiment(…)`);
  const reached = reachedFrom(measureIn(experiment) ?? experiment, file, modules);
  return createHash('sha256').update(reached).digest('hex').slice(0, 16);
}

/** What stands at `measure` of `defineExperiment({ … })`. */
function measureIn(experiment: ts.Expression): ts.Node | undefined {
  const call = unwrapped(experiment);
  const [fields] = ts.isCallExpression(call) ? call.arguments : [];
  if (!fields || !ts.isObjectLiteralExpression(fields)) return undefined;
  return fields.properties.find(({ name }) => name && ts.isIdentifier(name) && name.text === 'measure');
}
