/** A new course in a copy of the project: the written settings, and everything derived from them. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { withLeftOut } from '../../scripts/course/config-text.ts';
import { chaptersOf, course, groups } from '../../site.config.ts';
import { withCitation } from '../../src/site/citation.ts';
import { copyProject } from '../copy-project.ts';

const copy = copyProject();
afterAll(() => rmSync(copy, { recursive: true }));
const read = (file: string): string => readFileSync(join(copy, file), 'utf8');
const config = read('site.config.ts');
beforeEach(() => writeFileSync(join(copy, 'site.config.ts'), config));

function node(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: copy,
    encoding: 'utf8',
    // The tests get the site's base from the environment; a course defines its own.
    env: { ...process.env, SITE_BASE: undefined },
  });
  return { code: status, out: stdout, err: stderr };
}
const chapter = (...args: string[]) => node('scripts/course.ts', 'chapters', ...args);
/** As read by a page, a test or a tool. */
const settings = (): { course: typeof course; base: string; site?: string } =>
  JSON.parse(node('-e', "import('./site.config.ts').then((all) => console.log(JSON.stringify(all)))").out);

describe('npm run course -- chapters', () => {
  const whole = { ...course, leftOut: [] };
  // A course may already leave some out.
  beforeEach(() => writeFileSync(join(copy, 'site.config.ts'), withLeftOut(config, [])));

  it('leaves a page out, says what led there, and takes it back', () => {
    const { out, code } = chapter('remove', 'momentum');
    expect(code).toBe(0);
    expect(settings().course.leftOut).toEqual(['momentum']);
    expect(out).toMatch(/src\/content\/docs\/\w+\.mdx:\d+ ".*" (is plain text now|leads to \/embed\/)/);
    expect(chapter().out).toContain('  momentum  (left out)\n');
    expect(chapter('remove', 'momentum').err).toContain('left out already');
    expect(chapter('add', 'momentum').code).toBe(0);
    expect(settings().course).toEqual(whole);
  });

  it.each([
    [['hide', 'adam'], 'add <page>, or remove <page>; not "hide"'],
    [['remove'], 'which page?'],
    [['remove', 'adma'], 'there is no page "adma"; did you mean "adam"?'],
    [['remove', 'about'], 'about has to stay'],
    [['add', 'adam'], 'adam is in the course already'],
    [['add', 'week-one'], 'npm run new -- page week-one writes one'],
  ])('%j is refused with exit code 2', (args, says) => {
    const { code, err } = chapter(...args);
    expect(err).toContain(says);
    expect(code).toBe(2);
  });

  it('leaves out several at once, and all of them or none', () => {
    expect(chapter('remove', 'adam', 'adma').code).toBe(2);
    expect(settings().course).toEqual(whole);
    expect(chapter('remove', 'momentum', 'adam').out).toContain('momentum, adam are left out');
    expect(settings().course.leftOut).toEqual(['momentum', 'adam']);
    expect(chapter('add', 'momentum', 'adam').code).toBe(0);
    expect(settings().course).toEqual(whole);
  });

  it('keeps the last chapter', () => {
    const others = chaptersOf(groups).flatMap(({ pages }) => pages.filter((page) => page !== 'adam'));
    writeFileSync(join(copy, 'site.config.ts'), withLeftOut(config, others));
    expect(chapter('remove', 'adam').err).toContain('adam is the only chapter left, and a course needs at least one');
  });
});

describe('npm run course', () => {
  it('says what there is to do, and which verb a mistaken one is near', () => {
    const { code, out, err } = node('scripts/course.ts');
    expect([code, err]).toEqual([0, '']);
    for (const verb of ['chapters', 'pages', 'book', 'sheets', 'fonts'])
      expect(out).toMatch(new RegExp(`^npm run course -- ${verb} `, 'm'));
    expect(node('scripts/course.ts', 'chapter', 'remove', 'adam')).toEqual({
      code: 2,
      out: '',
      err: 'npm run course has no command "chapter"; did you mean "chapters"?\n',
    });
  });
});

describe('texts', () => {
  it('withLeftOut: the list alone, and every comment stays', () => {
    const text = "export const course = {\n  // One\n  leftOut: [\n    'a',\n  ],\n};\nexport const b = [];\n";
    expect(withLeftOut(text, ['$&', 'c'])).toBe(
      'export const course = {\n  // One\n  leftOut: ["$&","c"],\n};\nexport const b = [];\n',
    );
    expect(() => withLeftOut('', [])).toThrow('site.config.ts has no line');
  });

  it('withCitation: an address comes and goes', () => {
    const cff = 'title: "x"\nauthors:\n  - name: "y"\nversion: 1\n';
    const own = { title: 'T', authors: [], address: 'https://a.b/' };
    const there = withCitation(cff, own);
    expect(there).toContain('  - name: "The authors of T"\nurl: "https://a.b/"\nversion: 1\n');
    expect(withCitation(there, { ...own, address: '' })).not.toContain('url:');
  });
});
