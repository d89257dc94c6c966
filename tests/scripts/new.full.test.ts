/** A new thing of each kind, in a copy of the project: it is complete, and passes its tests unchanged. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { planOf } from '../../scripts/new/plans.ts';
import { copyProject } from '../copy-project.ts';

const copy = copyProject();
afterAll(() => rmSync(copy, { recursive: true }));
const read = (file: string): string => readFileSync(join(copy, file), 'utf8');

function node(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}
const make = (...args: string[]) => node('scripts/new.ts', ...args);

/** Files that a run reports as written or changed. */
function written(out: string): { files: string[]; lists: string[] } {
  const named = (mark: string): string[] =>
    out.split('\n').flatMap((line) => (line.startsWith(mark) ? [line.slice(mark.length).trim()] : []));
  return { files: named('new '), lists: named('a line ') };
}

const kinds = [
  ['optimizer', ['steep-ball'], ['src/engine/optimizers/steep-ball.ts', 'tests/engine/optimizers/steep-ball.test.ts']],
  ['problem', ['flat-bowl'], ['src/engine/problems/flat-bowl.ts', 'tests/engine/problems/flat-bowl.test.ts']],
  [
    'experiment',
    ['small-parabola', '--section=momentum'],
    ['src/experiments/momentum/small-parabola.ts', 'tests/experiments/momentum/small-parabola.test.ts'],
  ],
  ['chapter', ['beyond-descent'], ['src/content/docs/beyond-descent.mdx']],
  ['page', ['sheet-one', '--number=W1', '--group=Homework'], ['src/content/docs/sheet-one.mdx']],
] as const;

describe.each(kinds)('npm run new -- %s', (kind, args, expected) => {
  const { code, out, err } = make(kind, ...args);
  const { files, lists } = written(out);

  it('writes its files and its lines, and says what comes next', () => {
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(files).toEqual(expect.arrayContaining([...expected]));
    expect(lists).toHaveLength(1);
    expect(read(lists[0]!)).toContain(
      args[0].replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()).slice(0, 5),
    );
    expect(out).toMatch(/\nNext:\n {2}\w/);
  });

  if (kind === 'optimizer')
    it('says where the laboratory wants its names', () => expect(out).toContain('src/experiments/kit/rule-names.ts'));

  it('leaves nothing of the template, and imports what is there', () => {
    for (const file of files) {
      const text = read(file);
      expect(text, file).not.toMatch(/[Tt]emplate|NUMBER/);
      for (const [, path = ''] of text.matchAll(/from '(\.[^']+)'/g)) {
        const target = join(dirname(file), path);
        expect(existsSync(join(copy, target)), `${file} imports ${target}`).toBe(true);
        expect(target).not.toBe(file);
      }
    }
  });

  it('refuses the same name again, and overwrites nothing', () => {
    const before = files.map(read);
    const again = make(kind, ...args);
    expect(again.code).toBe(2);
    expect(again.err).toContain('already exists');
    expect(files.map(read)).toEqual(before);
  });
});

it('what was written passes its tests as it is, and stands in the catalogues', () => {
  const tests = [
    'tests/engine/optimizers/steep-ball.test.ts',
    'tests/engine/optimizers/catalogue.test.ts',
    'tests/engine/problems/flat-bowl.test.ts',
    'tests/engine/problems/catalogue.test.ts',
    'tests/experiments/momentum/small-parabola.test.ts',
    'tests/experiments/catalogue.test.ts',
    'tests/content/chapters.test.ts',
  ];
  const names = 'steepBall|steep-ball|flatBowl|small-parabola|worked by hand|beyond-descent|sheet-one';
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', ...tests, '-t', names];
  const { code, out } = node(...vitest, '--reporter=json', '--outputFile=report.json');
  // Vitest's own report.
  const report = JSON.parse(read('report.json')) as { numPassedTests: number; numFailedTests: number };
  expect(report.numFailedTests, out).toBe(0);
  expect(code).toBe(0);
  // Six of the experiment, nine or more of the rule, five of the problem, three of the page, and those calculated by
  // hand.
  expect(report.numPassedTests).toBeGreaterThan(24);
});

it('a new rule, problem and experiment make no stored result stale', () => {
  const script = "console.log(await (await import('./src/widgets/prerender/precomputed.ts')).staleResults())";
  expect(node('--input-type=module', '-e', script).out.trim()).toBe('[]');
});

describe('npm run new', () => {
  it.each([
    [['panel', 'x'], 'unknown argument "panel"'],
    [['problem', 'a', 'b'], 'one at a time'],
    [['chapter', 'more', '--nmber=7'], '--nmber'],
  ])('%j is refused with exit code 2, and writes nothing', (args, message) => {
    const { code, out, err } = make(...args);
    expect(err).toContain(message);
    expect(out).toBe('');
    expect(code).toBe(2);
  });

  it.each([
    [undefined, undefined, {}, 'optimizer, problem, experiment, chapter or page'],
    ['optimizer', undefined, {}, 'optimizer needs a name'],
    ['optimizer', 'Heavy_Ball', {}, 'with hyphens between words: heavy-ball'],
    ['optimizer', 'adam', {}, 'the optimizer "adam" already exists'],
    ['optimizer', 'class', {}, '"class" is reserved in the code'],
    ['problem', 'well-2', {}, 'begin each word with a letter'],
    ['experiment', 'falling', {}, 'needs --section=…, one of adam, '],
    ['experiment', 'falling', { section: 'adma' }, 'no chapter is called "adma"; did you mean "adam"?'],
    ['experiment', 'falling', { section: 'adam', page: 'adma' }, 'no page is called "adma"; did you mean "adam"?'],
    ['experiment', 'sgd', { section: 'adam' }, 'the experiment "sgd" already exists'],
    ['chapter', 'momentum', {}, 'the chapter "momentum" already exists'],
    ['chapter', 'more', { number: '6.5' }, 'another chapter has the number 6.5'],
    ['chapter', 'more', { after: 'adma' }, 'the sidebar has no "adma"'],
    ['page', 'more', { number: 'one' }, 'must be a number such as 6.6 or W1; got "one"'],
    ['page', 'more', { number: '6.4' }, 'another chapter has the number 6.4'],
    ['page', 'more', { after: 'adma' }, 'the sidebar has no "adma"; did you mean "adam"?'],
  ])('%s %s with %j has no plan, and says why', (kind, name, options, message) =>
    expect(() => planOf(kind, name, options)).toThrow(message),
  );

  it('-- --help says what it writes for each', () => {
    const { code, out } = make('--help');
    expect(code).toBe(0);
    for (const word of [
      'optimizer',
      'problem',
      'experiment',
      'chapter',
      '--section',
      '--number',
      '--after',
      '.py',
      'sidebar',
      'page',
      '--group',
    ])
      expect(out).toContain(word);
  });
});
