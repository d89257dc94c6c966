import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { experimentFile } from '../../../src/widgets/prerender/experiment-file.ts';
import { readCode } from '../../../src/widgets/prerender/result-hash.ts';

type Files = Readonly<Record<string, string>>;
const MAIN = 'experiments/momentum/falling.ts';
const KIT = 'experiments/kit/falling-kit.ts';
const DESCEND = 'engine/descend.ts';
const SLOPE = 'engine/slope.ts';

/** A small project: an experiment, a kit that re-exports the engine, and an engine of two files. */
const project: Files = {
  [MAIN]: `
import { descend, rates, type Rate } from '../kit/falling-kit.ts';
import { chart, defineExperiment, number } from '../../figure.ts';
/** Steps of a run. */
const STEPS = 40;
const parameters = { alpha: number({ label: 'Rate', help: 'How far.', default: 0.1 }) };
const rounded = (value: number): number => Number(value.toPrecision(4));
const heading = 'The loss';
export default defineExperiment({
  title: 'Falling',
  caption: 'One run. Where does it end?',
  parameters,
  parts: ({ alpha }: Rate) => ({ run: { alpha } }),
  measure: {
    run({ alpha }: Rate) {
      const heading = alpha * .6;
      return descend(rates.fast, STEPS).map((loss) => rounded(loss - heading));
    },
  },
  present: (_, { run }) => ({ panels: [chart(heading, run)] }),
});`,
  'figure.ts': `
export const number = (fields: object) => ({ kind: 'number', ...fields });
export const chart = (title: string, run: unknown) => ({ title, run });
export const defineExperiment = <E>(experiment: E): E => experiment;`,
  [KIT]: `
export { descend } from '../../engine/descend.ts';
export type Rate = { alpha: number };
export const rates = { fast: { rate: 0.5 }, slow: { rate: 0.1 } };
export const drawn = (x: number) => [x];`,
  [DESCEND]: `
import { slope } from './slope.ts';
const table = new Float64Array(8);
for (let i = 0; i < table.length; i++) table[i] = i / 8;
export function descend({ rate }: { rate: number }, steps: number): number[] {
  const losses = [];
  for (let x = 1, t = 0; t < steps; t++) {
    losses.push(x * x);
    x -= rate * slope(x) + table[t % 8]!;
  }
  return losses;
}`,
  [SLOPE]: `
export const slope = (x: number): number => 2 * x;
export const unused = (x: number): number => 3 * x;`,
};

const folder = mkdtempSync(join(tmpdir(), 'result-hash-'));
afterAll(() => rmSync(folder, { recursive: true }));
let projects = 0;

/** In a new folder each time: the location of a project must not matter. */
async function hashOf(files: Files): Promise<string> {
  projects += 1;
  const root = join(folder, String(projects));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return (await readCode(join(root, MAIN))).hash;
}

/** The project with one text replaced by another; the text must exist. */
function changed(file: string, from: string, to: string, files = project): Files {
  const text = files[file] ?? '';
  expect(text, file).toContain(from);
  return { ...files, [file]: text.replace(from, () => to) };
}

const usual = await hashOf(project);

describe('the hash stays the same where only this changes', () => {
  it.each([
    ['a comment', MAIN, '/** Steps of a run. */', '// So many.'],
    ['a caption', MAIN, 'Where does it end?', 'Where to?'],
    ['a title', MAIN, "'Falling'", "'Falling down'"],
    ['a control', MAIN, "help: 'How far.', default: 0.1", "help: 'How far a step goes.', default: 0.2, max: 1"],
    ['a kind of control', 'figure.ts', "kind: 'number'", "kind: 'integer'"],
    ['present', MAIN, '[chart(heading, run)]', '[chart(heading, run), chart(heading)]'],
    ['what present alone uses', MAIN, "'The loss'", "'The loss L'"],
    ['parts, under which results are kept', MAIN, '{ run: { alpha } }', '{ run: { alpha, seed: 1 } }'],
    ['a type', MAIN, 'run({ alpha }: Rate)', 'run({ alpha }: Readonly<Rate>)'],
    ['a cast', MAIN, 'rounded(loss - heading)', 'rounded((loss as number) - heading!)'],
    ['the layout', MAIN, 'const STEPS = 40;', 'const STEPS =\n    40;'],
    ['what a local name is', MAIN, '(value: number): number => Number(value.', '(x: number): number => Number(x.'],
    ['how a number is written', MAIN, 'alpha * .6', 'alpha * 0.60'],
    ['a function that is not used', SLOPE, '3 * x', '4 * x'],
    ['a function of a file in use that is not used', KIT, '=> [x]', '=> [x, x]'],
  ])('%s', async (_, file, from, to) => {
    expect(await hashOf(changed(file, from, to))).toBe(usual);
  });

  it('the file in which a function stands', async () => {
    const { [SLOPE]: text = '', ...rest } = project;
    const moved = changed(DESCEND, './slope.ts', './theory/slopes.ts', { ...rest, 'engine/theory/slopes.ts': text });
    expect(await hashOf(moved)).toBe(usual);
  });
});

describe('the hash is another one where this changes', () => {
  it.each([
    ['a number in measure', MAIN, 'alpha * .6', 'alpha * .7'],
    ['a number that measure uses', MAIN, 'STEPS = 40', 'STEPS = 41'],
    ['a function of the same file', MAIN, 'toPrecision(4)', 'toPrecision(5)'],
    ['a number of the kit', KIT, 'rate: 0.5', 'rate: 0.6'],
    ['a sign', MAIN, 'loss - heading', 'loss + heading'],
    ['the loop', DESCEND, 't < steps', 't <= steps'],
    ['what a file does when it is loaded', DESCEND, 'i / 8', 'i / 9'],
    ['a function two files away', SLOPE, '2 * x', '2.5 * x'],
  ])('%s', async (_, file, from, to) => {
    expect(await hashOf(changed(file, from, to))).not.toBe(usual);
  });
});

it('follows the runs of an experiment beside its measure', async () => {
  const runs = 'runs: { one: () => [rates.slow, STEPS] },';
  const listed = changed(MAIN, '  measure: {', `  ${runs}\n  measure: {`);
  const hash = await hashOf(listed);
  expect(hash).not.toBe(usual);
  expect(await hashOf(changed(KIT, 'rate: 0.1', 'rate: 0.2', listed))).not.toBe(hash);
  expect(await hashOf(changed(KIT, 'rate: 0.5', 'rate: 0.6', listed))).not.toBe(hash);
  expect(await hashOf(changed(MAIN, 'Where does it end?', 'Where to?', listed))).toBe(hash);
});

describe('the hash of the experiments', () => {
  const NETWORKS = 'grow-the-batch';
  const DESCENT = 'gabor-descent';
  const hash = async (id: string): Promise<string> => (await readCode(experimentFile(id)!)).hash;

  /** The hash with one file edited; the edit must change its text. */
  async function edited(id: string, file: string, from: string | RegExp, to: string): Promise<string> {
    const text = readFileSync(file, 'utf8');
    const edit = text.replace(from, to);
    expect(edit, `the edit of ${file}`).not.toBe(text);
    return (await readCode(experimentFile(id)!, new Map([[resolve(file), edit]]))).hash;
  }

  it.each([NETWORKS, DESCENT])('%s: stays where a caption, a control or a comment changes', async (id) => {
    const file = experimentFile(id)!;
    expect(await edited(id, file, /caption:\s*['"`]/, '$&Look. ')).toBe(await hash(id));
    expect(await edited(id, 'src/experiments/kit/fields.ts', 'step: 0.001', 'step: 0.01')).toBe(await hash(id));
    expect(await edited(id, 'src/engine/training/train.ts', /^/, '// Trains.\n')).toBe(await hash(id));
  });

  it('of networks stays where a new rule comes', async () => {
    const index = 'src/engine/optimizers/index.ts';
    expect(await edited(NETWORKS, index, '  adam,', '  mine: adam,\n  adam,')).toBe(await hash(NETWORKS));
  });

  it.each([
    ['a step of a rule', NETWORKS, 'src/engine/optimizers/adam.ts', '(1 - gamma) * g[i]! ** 2', '(1 - gamma) * g[i]!'],
    ['a default of a rule', NETWORKS, 'src/engine/optimizers/adam.ts', 'divisionGuard(1e-8)', 'divisionGuard(1e-7)'],
    ['a kernel', NETWORKS, 'src/engine/kernels/modules.ts', 'AGFzbQ', 'AGFzbR'],
    ['the examples', NETWORKS, 'src/engine/networks/mnist1d.ts', '5, 6, 6.5, 6.75', '5, 6, 6.5, 6.7'],
    ['training', DESCENT, 'src/engine/training/train.ts', 'sum += phi[i]! * phi[i]!', 'sum += phi[i]! * 2'],
    ['the data', DESCENT, 'src/engine/problems/gabor-data.ts', '1.49', '1.48'],
  ])('is another one where %s changes', async (_, id, file, from, to) => {
    expect(await edited(id, file, from, to)).not.toBe(await hash(id));
  });

  it('of a file without a default export says what is wanted', async () => {
    await expect(readCode('src/engine/schema.ts')).rejects.toThrow(
      'src/engine/schema.ts: an experiment must be the default export of its file',
    );
  });
});
