import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Plugin, rolldown } from 'rolldown';
import { type ESTree, parseSync } from 'rolldown/utils';
import type { Experiment } from '../../figure/experiment.ts';
import { experimentFile } from './experiment-file.ts';

/** The code that decides the results of an experiment. */
interface Code {
  hash: string;
  /** One of its files was changed after this process began: the loaded code may differ. */
  isNewer: boolean;
}

const codes = new WeakMap<Experiment, Promise<Code>>();

/** Computed once per loaded experiment. */
export function codeOf(id: string, experiment: Experiment): Promise<Code> {
  const file = experimentFile(id);
  if (file === undefined) throw new Error(`${id}: there is no experiment file of this name below src/experiments`);
  const code = codes.get(experiment) ?? readCode(file);
  codes.set(experiment, code);
  return code;
}

/**
 * The hash changes whenever the code does that decides an experiment's results: its `measure` and its `runs`, with
 * everything they use in this and other files according to the bundler, minified. Types, comments, formatting, captions
 * and controls are not included; nor is `parts`, since every result is stored under the whole of its part.
 * @param file path of the experiment, from the project's root
 * @param edited replacement texts of some files, by absolute path
 */
export async function readCode(file: string, edited: ReadonlyMap<string, string> = new Map()): Promise<Code> {
  const entry = resolve(file);
  const onlyMeasure: Plugin = {
    name: 'only-measure',
    load: {
      filter: { id: [entry, ...edited.keys()] },
      handler(path) {
        const code = edited.get(path) ?? readFileSync(path, 'utf8');
        return { code: path === entry ? measureIn(code, file) : code, moduleType: 'ts' };
      },
    },
  };
  const bundle = await rolldown({
    input: entry,
    plugins: [onlyMeasure],
    treeshake: { moduleSideEffects: false },
    logLevel: 'silent',
  });
  const { output } = await bundle.generate({ minify: { compress: false }, codeSplitting: false });
  await bundle.close();
  const written = output[0].moduleIds.map((path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  return {
    hash: createHash('sha256').update(output[0].code).digest('hex').slice(0, 16),
    isNewer: Math.max(...written) > performance.timeOrigin,
  };
}

/**
 * The text of an experiment with only `measure` as its default export, and with every top-level value marked as free of
 * side effects, so that the bundler may remove it: it cannot know that the calls there are pure.
 */
function measureIn(code: string, file: string): string {
  const { program } = parseSync(file, code);
  const edits = program.body.flatMap((statement): Edit[] => {
    if (statement.type === 'ExportDefaultDeclaration') {
      const deciding = measuresOf(statement.declaration).map(({ start, end }) => code.slice(start, end));
      return [[statement.start, statement.end, `export default ${deciding.length > 1 ? `[${deciding}]` : deciding};`]];
    }
    const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declared?.type !== 'VariableDeclaration') return [];
    return declared.declarations.flatMap(({ init }): Edit[] =>
      init ? [[init.start, init.end, `/* @__PURE__ */ (() => (${code.slice(init.start, init.end)}))()`]] : [],
    );
  });
  if (!/\bexport default\b/.test(code))
    throw new Error(
      `${file}: an experiment must be the default export of its file: export default defineExperiment(…)`,
    );
  return edits.reduceRight((text, [start, end, put]) => text.slice(0, start) + put + text.slice(end), code);
}

type Edit = readonly [start: number, end: number, put: string];

/** The nodes of `measure` and `runs` in `defineExperiment({ … })`; the whole expression if there is neither. */
function measuresOf(experiment: ESTree.Node): ESTree.Node[] {
  const [fields] = experiment.type === 'CallExpression' ? experiment.arguments : [];
  const found = fields?.type === 'ObjectExpression' ? fields.properties : [];
  const nodes = found.flatMap((field) =>
    field.type === 'Property' && field.key.type === 'Identifier' && ['measure', 'runs'].includes(field.key.name)
      ? [field.value]
      : [],
  );
  return nodes.length > 0 ? nodes : [experiment];
}
