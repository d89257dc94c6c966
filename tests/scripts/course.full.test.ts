/** A course of one's own, made in a copy of the project: what is written, and that all that should follow does. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { copyProject } from '../../scripts/copy-project.ts';
import { chapters } from '../../scripts/course/answers.ts';
import { withCourse } from '../../scripts/course/config-text.ts';
import { course } from '../../site.config.ts';
import { withCitation } from '../../src/site/citation.ts';

const copy = copyProject();
afterAll(() => rmSync(copy, { recursive: true }));
const read = (file: string): string => readFileSync(join(copy, file), 'utf8');
const config = read('site.config.ts');
beforeEach(() => writeFileSync(join(copy, 'site.config.ts'), config));

function node(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: copy,
    encoding: 'utf8',
    // The tests are told where the site lies; a course says so itself.
    env: { ...process.env, SITE_BASE: undefined },
  });
  return { code: status, out: stdout, err: stderr };
}
const newCourse = (...args: string[]) => node('scripts/course.ts', 'settings', ...args);
const chapter = (...args: string[]) => node('scripts/course.ts', 'chapters', ...args);
/** As a page, a test or a tool reads it. */
const settings = (): { course: typeof course; base: string; site?: string } =>
  JSON.parse(node('-e', "import('./site.config.ts').then((all) => console.log(JSON.stringify(all)))").out);

describe('npm run course -- settings', () => {
  it('writes the course, its citation, its licences, its logo and its title', () => {
    writeFileSync(join(copy, 'Our Logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    const { code, err, out } = newCourse(
      "--title=Ada's fitting",
      '--author=Ada Lovelace, Charles Babbage',
      '--address=https://uni.example/fit/',
      '--accent=#B5121B',
      '--logo=Our Logo.svg',
      '--chapters=gradient-descent,adam',
    );
    expect(err).toBe('');
    expect(code).toBe(0);
    const now = settings();
    expect(now.course).toEqual({
      ...course,
      title: "Ada's fitting",
      authors: ['Ada Lovelace', 'Charles Babbage'],
      address: 'https://uni.example/fit/',
      accent: '#B5121B',
      logo: 'Our-Logo.svg',
      // A fork may have more than ours.
      leftOut: chapters.filter((name) => !['gradient-descent', 'adam'].includes(name)),
    });
    expect([now.base, now.site]).toEqual(['/fit/', 'https://uni.example']);
    expect(read('public/Our-Logo.svg')).toContain('<svg');
    expect(read('CITATION.cff')).toContain(
      'authors:\n  - name: "Ada Lovelace"\n  - name: "Charles Babbage"\nurl: "https://uni',
    );
    for (const file of ['LICENSE', 'LICENSE-CONTENT'])
      expect(read(file)).toMatch(
        /The authors of Fitting models\nCopyright \(c\) \d{4} Ada Lovelace, Charles Babbage\n/,
      );
    expect(read('README.md')).toMatch(/^# Ada's fitting\n/);
    expect(out).toMatch(/adam\.mdx:\d+ says magenta/);
    // Once more, with nothing new: nothing is written.
    expect(newCourse('--yes').out).not.toContain('written');
  });

  it.each([
    [[], 'asks in a terminal, and there is none'],
    [['--title='], 'wants a title'],
    [['--address=uni.example/fit'], 'wants its beginning and its path, as in https://uni.example/fitting/'],
    [['--accent=#ff89bd'], 'its contrast with the light page is 2.2'],
    [['--logo=nowhere.svg'], 'no file nowhere.svg'],
    [['--logo=README.md'], 'README.md is no picture that a tab shows'],
    [['--chapters=adma'], 'There is no chapter "adma"; did you mean "adam"?'],
    [['--chapters='], 'One chapter has to stay'],
  ])('%j is refused with exit code 2, and writes nothing', (args, says) => {
    const { code, err } = newCourse(...args);
    expect(err).toContain(says);
    expect(code).toBe(2);
    expect(read('site.config.ts')).toBe(config);
  });
});

describe('npm run course -- chapters', () => {
  const whole = { ...course, leftOut: [] };
  // A course may lack some already.
  beforeEach(() => writeFileSync(join(copy, 'site.config.ts'), withCourse(config, whole)));

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
    [['remove'], 'one page at a time'],
    [['remove', 'adma'], 'there is no page "adma"; did you mean "adam"?'],
    [['remove', 'about'], 'about has to stay'],
    [['add', 'adam'], 'adam is in the course already'],
    [['add', 'week-one'], 'npm run new -- page week-one writes one'],
  ])('%j is refused with exit code 2', (args, says) => {
    const { code, err } = chapter(...args);
    expect(err).toContain(says);
    expect(code).toBe(2);
  });

  it('keeps the last chapter', () => {
    newCourse('--chapters=adam');
    expect(chapter('remove', 'adam').err).toContain('adam is the last chapter, and one has to stay');
  });
});

describe('npm run course', () => {
  it('says what there is to do, and which verb a mistaken one is near', () => {
    const { code, out, err } = node('scripts/course.ts');
    expect([code, err]).toEqual([0, '']);
    for (const verb of ['settings', 'chapters', 'pages', 'book', 'sheets', 'fonts'])
      expect(out).toMatch(new RegExp(`^npm run course -- ${verb} `, 'm'));
    expect(node('scripts/course.ts', 'chapter', 'remove', 'adam')).toEqual({
      code: 2,
      out: '',
      err: 'npm run course knows no "chapter"; did you mean "chapters"?\n',
    });
  });
});

describe('texts', () => {
  it('withCourse: the block alone, whatever stands in it', () => {
    const text = "export const course: Course = {\n  title: 'a',\n};\nexport const b = {\n};\n";
    expect(withCourse(text, { ...course, title: '$& "b"' })).toMatch(
      /^export const course: Course = \{\n {2}title: "\$& \\"b\\"",\n[\s\S]*\n\};\nexport const b = \{\n\};\n$/,
    );
    expect(() => withCourse('', course)).toThrow('site.config.ts has no');
  });

  it('withCitation: an address comes and goes', () => {
    const cff = 'title: "x"\nauthors:\n  - name: "y"\nversion: 1\n';
    const own = { title: 'T', authors: [], address: 'https://a.b/' };
    const there = withCitation(cff, own);
    expect(there).toContain('  - name: "The authors of T"\nurl: "https://a.b/"\nversion: 1\n');
    expect(withCitation(there, { ...own, address: '' })).not.toContain('url:');
  });
});
