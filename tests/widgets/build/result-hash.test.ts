import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createModules } from '../../../src/widgets/build/code/modules.ts';
import { experimentFile } from '../../../src/widgets/build/find-experiment.ts';
import { resultHash } from '../../../src/widgets/build/result-hash.ts';

type Files = Readonly<Record<string, string>>;
const MAIN = 'src/experiments/momentum/falling.ts';

/** A small project: an experiment, a kit that hands the engine on, and an engine of two files. */
const project: Files = {
  [MAIN]: `
import { descend, rates, type Rate } from '../kit/falling-kit.ts';
import { defineExperiment, chart } from '../../figure/index.ts';
/** Steps of a run. */
const STEPS = 40;
const parameters = { alpha: { kind: 'number', default: 0.1 } };
const rounded = (value: number): number => Number(value.toPrecision(4));
const heading = 'The loss';
export default defineExperiment({
  title: 'Falling',
  caption: 'One run. Where does it end?',
  parameters,
  parts: ({ alpha }: Rate) => ({ run: { alpha } }),
  measure: {
    run({ alpha }: Rate) {
      const heading = alpha * 2;
      if (!(heading > 0)) throw new Error('alpha wants a number above 0');
      return descend(rates.fast, STEPS).map((loss) => rounded(loss - heading));
    },
  },
  present: (_, { run }) => ({ panels: [chart(heading, run)] }),
});`,
  'src/experiments/kit/falling-kit.ts': `
export { descend } from '../../engine/descend.ts';
export type Rate = { alpha: number };
export const rates = {
  fast: { rate: 0.5, label: 'fast', help: 'Twice as fast.', count: 3 },
  slow: { rate: 0.1, label: 'slow', help: 'Slower.', count: 4 },
};`,
  'src/engine/descend.ts': `
import { checkSteps, slope } from './slope.ts';
const table = new Float64Array(8);
for (let i = 0; i < table.length; i++) table[i] = i / 8;
export function descend({ rate }: { rate: number }, steps: number): number[] {
  checkSteps(steps);
  const losses = [];
  for (let x = 1, t = 0; t < steps; t++) {
    losses.push(x * x);
    x -= rate * slope(x) + table[t % 8]!;
  }
  return losses;
}`,
  'src/engine/slope.ts': `
export const slope = (x: number): number => 2 * x;
export const unused = (x: number): number => 3 * x;
export function checkSteps(steps: number): void {
  if (steps > 1000) throw new Error('too many');
}`,
};

const hashOf = (files: Files): string =>
  resultHash(
    MAIN,
    createModules((path) => files[path] ?? expect.unreachable(`no file ${path}`)),
  );

/** The project with one text put in place of another, which must be there. */
function changed(file: string, from: string, to: string, files = project): Files {
  const text = files[file] ?? '';
  expect(text, file).toContain(from);
  return { ...files, [file]: text.replace(from, () => to) };
}

const usual = hashOf(project);
const KIT = 'src/experiments/kit/falling-kit.ts';
const DESCEND = 'src/engine/descend.ts';
const SLOPE = 'src/engine/slope.ts';

describe('resultHash stays the same where only this changes', () => {
  it.each([
    ['a caption', MAIN, 'Where does it end?', 'Where to?'],
    ['a title', MAIN, "'Falling'", "'Falling down'"],
    ['present', MAIN, '[chart(heading, run)]', '[chart(heading, run), chart(heading)]'],
    ['what present alone uses', MAIN, "'The loss'", "'The loss L'"],
    ['a default and the kind of a control', MAIN, "kind: 'number', default: 0.1", "kind: 'integer', default: 2"],
    ['parts, under which results are kept', MAIN, '{ run: { alpha } }', '{ run: { alpha, seed: 1 } }'],
    ['a comment', MAIN, '/** Steps of a run. */', '// So many.'],
    ['the text of an error', MAIN, 'wants a number above 0', 'must be positive'],
    ['a type', MAIN, 'run({ alpha }: Rate)', 'run({ alpha }: Readonly<Rate>)'],
    ['a cast', MAIN, 'rounded(loss - heading)', 'rounded((loss as number) - heading!)'],
    ['the layout', MAIN, 'const STEPS = 40;', 'const STEPS =\n    40;'],
    ['a label and a help text', KIT, "label: 'fast', help: 'Twice as fast.'", "label: 'quick', help: 'So quick.'"],
    ['an entry that is not used', KIT, 'slow: { rate: 0.1', 'slow: { rate: 0.2'],
    ['one entry more', KIT, 'rates = {', "rates = {\n  fastest: { rate: 2, label: 'fastest', count: 1 },"],
    ['a function that is not used', SLOPE, '3 * x', '4 * x'],
    ['what a check refuses', SLOPE, 'steps > 1000', 'steps > 100'],
  ])('%s', (_, file, from, to) => {
    expect(hashOf(changed(file, from, to))).toBe(usual);
  });

  it('the file in which a function stands', () => {
    const { [SLOPE]: text = '', ...rest } = project;
    const moved = changed(DESCEND, './slope.ts', './theory/slopes.ts', {
      ...rest,
      'src/engine/theory/slopes.ts': text,
    });
    expect(hashOf(moved)).toBe(usual);
    const merged = changed(
      DESCEND,
      "import { checkSteps, slope } from './slope.ts';",
      text.replaceAll('export ', ''),
      rest,
    );
    expect(hashOf(merged)).toBe(usual);
  });
});

describe('resultHash is another one where this changes', () => {
  it.each([
    ['a number in measure', MAIN, 'alpha * 2', 'alpha * 3'],
    ['a number that measure uses', MAIN, 'STEPS = 40', 'STEPS = 41'],
    ['a function of the same file', MAIN, 'toPrecision(4)', 'toPrecision(5)'],
    ['when measure refuses', MAIN, 'if (!(heading > 0))', 'if (!(heading > 1))'],
    ['a number beside a label', KIT, 'rate: 0.5', 'rate: 0.6'],
    ['a number of a name that is often a word', KIT, 'count: 3 }', 'count: 3, unit: 1 }'],
    ['what a file hands on', KIT, 'export { descend }', 'export { descent as descend }'],
    ['the loop', DESCEND, 't < steps', 't <= steps'],
    ['what a file does when it is loaded', DESCEND, 'i / 8', 'i / 9'],
    ['a function two files away', SLOPE, '2 * x', '2.5 * x'],
  ])('%s', (_, file, from, to) => {
    const files = changed(file, from, to);
    const renamed = changed(DESCEND, 'function descend', 'function descent');
    expect(hashOf(to.includes('descent') ? { ...files, [DESCEND]: renamed[DESCEND]! } : files)).not.toBe(usual);
  });

  it('a label, where the code that decides reads it', () => {
    const reading = changed(MAIN, 'rates.fast, STEPS)', 'rates.fast, STEPS + rates.fast.label.length)');
    const quick = changed(KIT, "label: 'fast'", "label: 'quick'", reading);
    expect(hashOf(quick)).not.toBe(hashOf(reading));
    const helped = changed(KIT, 'Twice as fast.', 'Quick.', reading);
    expect(hashOf(helped)).toBe(hashOf(reading));
  });

  it.each([
    ['-heading', '+heading'],
    ['heading++', '++heading'],
    ['heading++', 'heading--'],
    ['!heading', '~heading'],
    ['alpha ** 2 * 3', '(alpha ** 2) ** 3'],
    ['(alpha + 1) * 2', 'alpha + 1 * 2'],
    ['alpha > 1 ? 1 : 2', 'alpha > 1 ? 2 : 1'],
    ['alpha ?? 1', 'alpha || 1'],
    ['alpha?.valueOf()', 'alpha.valueOf()'],
    ["'a'", "'b'"],
    [`\`a$\{alpha}b\``, `\`a$\{alpha}c\``],
    ['/a/', '/a/i'],
    ['1n', '2n'],
    ['[1, , 2]', '[1, 2]'],
    ['[alpha, 1]', '[...alpha, 1]'],
    ['Math.max(alpha)', 'Math.min(alpha)'],
    ["alpha['x']", "alpha['y']"],
    ['{ x: 1 }', '{ y: 1 }'],
    ['{ get x() { return 1; } }', '{ set x(v) { return 1; } }'],
    ['() => 1', 'async () => 1'],
    ['function () { return 1; }', 'function* () { return 1; }'],
    ['(x, y = 1) => x', '(x, y = 2) => x'],
    ['(x) => x', '(...x) => x'],
    ['typeof alpha', 'void alpha'],
    ['null', 'undefined'],
    ['true', 'false'],
    ['alpha in rates', 'alpha instanceof rates'],
    ['import.meta', 'new.target'],
    ['class { static a = 1 }', 'class { a = 1 }'],
    ['class { #a = 1 }', 'class { #b = 1 }'],
  ])('%s to %s', (one, other) => {
    const [a, b] = [one, other].map((code) =>
      hashOf(changed(MAIN, 'alpha * 2', code.startsWith('{') ? `(${code})` : code)),
    );
    expect(a).not.toBe(b);
  });
});

describe('resultHash of the experiments', () => {
  const read = (path: string): string => readFileSync(path, 'utf8');
  /** The hash with one file edited; the edit must change its text. */
  function edited(id: string, file: string, edit: (text: string) => string): string {
    const text = read(file);
    expect(edit(text), `the edit of ${file}`).not.toBe(text);
    return resultHash(
      experimentFile(id)!,
      createModules((path) => (path === file ? edit(text) : read(path))),
    );
  }
  const hash = (id: string): string => resultHash(experimentFile(id)!);
  const NETWORKS = 'grow-the-batch';
  const DESCENT = 'gabor-descent';

  it('stays where a new kind of parameter, a new rule or other words come', () => {
    const kind = (text: string) =>
      text.replace(/export type Parameter =/, "interface R { kind: 'range'; label: string; help: string }\n$& R |") +
      "\nexport const range = (p: Omit<R, 'kind'>): R => ({ kind: 'range', ...p });\n";
    expect(edited(NETWORKS, 'src/engine/schema.ts', kind)).toBe(hash(NETWORKS));
    const rule = (text: string) => `import { mine } from './mine.ts';\n${text.replace('  adam,', '  mine,\n  adam,')}`;
    expect(edited(DESCENT, 'src/engine/optimizers/index.ts', rule)).toBe(hash(DESCENT));
    const words = (text: string) => text.replace(/help: '/g, "help: 'Well: ").replace(/symbol: '/g, "symbol: 'x");
    expect(edited(NETWORKS, 'src/engine/optimizers/hyperparameters.ts', words)).toBe(hash(NETWORKS));
    const caption = (text: string) => text.replace(/caption:\s*'/, '$&Look. ').replace(/help: '/g, '$&Well: ');
    for (const id of [NETWORKS, DESCENT]) expect(edited(id, experimentFile(id)!, caption)).toBe(hash(id));
    const python = (text: string) => text.replace('m = beta * m + (1 - beta) * g', 'm = (1 - beta) * g + beta * m');
    expect(edited(NETWORKS, 'src/engine/optimizers/adam.ts', python)).toBe(hash(NETWORKS));
  });

  it.each([
    ['a step of a rule', NETWORKS, 'src/engine/optimizers/adam.ts', '(1 - gamma) * g[i]! ** 2', '(1 - gamma) * g[i]!'],
    ['a default of a rule', NETWORKS, 'src/engine/optimizers/adam.ts', 'divisionGuard(1e-8)', 'divisionGuard(1e-7)'],
    ['a kernel', NETWORKS, 'src/engine/kernels/modules.ts', 'AGFzbQ', 'AGFzbR'],
    ['the examples', NETWORKS, 'src/engine/networks/mnist1d.ts', '5, 6, 6.5, 6.75', '5, 6, 6.5, 6.7'],
    ['training', DESCENT, 'src/engine/training/train.ts', 'sum += phi[i]! * phi[i]!', 'sum += phi[i]! * 2'],
    ['the data', DESCENT, 'src/engine/problems/gabor-data.ts', '1.49', '1.48'],
  ])('is another one where %s changes', (_, id, file, from, to) => {
    expect(edited(id, file, (text) => text.replace(from, to))).not.toBe(hash(id));
  });

  it('reads each file once, however many experiments reach it', () => {
    const times = new Map<string, number>();
    const modules = createModules((path) => {
      times.set(path, (times.get(path) ?? 0) + 1);
      return read(path);
    });
    for (const id of [NETWORKS, DESCENT, NETWORKS]) resultHash(experimentFile(id)!, modules);
    expect(times.size).toBeGreaterThan(30);
    expect([...times].filter(([, count]) => count > 1)).toEqual([]);
  });

  it('of a file without a default export says what is wanted', () => {
    expect(() => resultHash('src/engine/schema.ts')).toThrow('src/engine/schema.ts: an experiment is its file');
  });
});
