/** Adds lines to lists of optimizers, problems, experiments and figures: text in, text out. */
import { camelCase } from './render.ts';

/** `export const optimizers = { …, name, };` and the import above it; in alphabetical order if the others are. */
export function withCatalogueLine(text: string, name: string): string {
  const id = camelCase(name);
  const [, head = '', entries = '', tail = ''] = /^([\s\S]*= \{\n)([\s\S]*?)(\n\};\n)$/.exec(text) ?? [];
  const lines = entries.split('\n').filter((line) => line !== '');
  const isSorted = lines.join() === [...lines].sort().join();
  const all = [...lines, `  ${id},`];
  if (head === '')
    throw new Error('the list must begin with `export const … = {`, have one line for each entry, and end with `};`');
  return `import { ${id} } from './${name}.ts';\n${head}${(isSorted ? all.sort() : all).join('\n')}${tail}`;
}

/** Adds the line of an experiment after the last one of its section. */
export function withExperimentLine(text: string, id: string, section: string): string {
  const line = `  ${/^\w+$/.test(id) ? id : `'${id}'`}: () => import('./${section}/${id}.ts'),`;
  const lines = text.split('\n');
  const last = lines.findLastIndex((one) => one.includes(`import('./${section}/`));
  const end = lines.lastIndexOf('};');
  if (end < 0) throw new Error('src/experiments/index.ts does not end its list with `};`');
  lines.splice(last < 0 ? end : last + 1, 0, line);
  return lines.join('\n');
}

/** Adds a figure to a page before its exercises, or at its end. */
export function withFigure(text: string, figure: string): string {
  const at = text.search(/^(?:## Exercises$|<Exercise\b)/m);
  return at < 0 ? `${text.trimEnd()}\n\n${figure}\n` : `${text.slice(0, at)}${figure}\n\n${text.slice(at)}`;
}
