/** Writes a course where it is told: its settings, its citation, its licences and its logo. */
import { copyFileSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { course as before, type Course } from '../../site.config.ts';
import { withCitation } from '../../src/site/citation.ts';
import { root } from '../command.ts';
import { CONFIG, formatConfig, readConfig, withCourse } from './config-text.ts';
import { linksTo } from './links.ts';

/**
 * @param logo a path on this machine, the name of the logo that is there, or empty
 * @returns what was written and what is left to do, a line each
 */
export async function writeCourse(given: Course, logo: string): Promise<string[]> {
  const course = { ...given, logo: keepLogo(logo) };
  const files: readonly (readonly [string, (text: string) => string])[] = [
    // Its layout is Biome's, so that its text tells nothing of what is new.
    [CONFIG, (text) => (isDeepStrictEqual(course, before) ? text : withCourse(text, course))],
    ['CITATION.cff', (text) => withCitation(text, course)],
    ['LICENSE', (text) => withCopyright(text, course.authors)],
    ['LICENSE-CONTENT', (text) => withCopyright(text, course.authors)],
    ['README.md', (text) => text.replace(/^# .*$/m, () => `# ${course.title}`)],
  ];
  const said: string[] = [];
  for (const [file, change] of files) {
    const text = file === CONFIG ? readConfig() : readFileSync(join(root, file), 'utf8');
    const changed = change(text);
    if (changed === text) continue;
    writeFileSync(join(root, file), changed);
    said.push(`written  ${file}`);
  }
  formatConfig();
  const out = course.leftOut.filter((page) => !before.leftOut.includes(page));
  const next = [
    ...out.flatMap((page) => linksTo(page)),
    ...(course.accent === '' ? [] : sentencesOf('magenta', course.leftOut)).map(
      (place) => `${place} says magenta, and is yours to change`,
    ),
    'npm run dev shows it while you write; npm test -- --only=course checks it, in minutes',
  ];
  return [...said, '', 'Next:', ...next.map((line) => `  ${line}`)];
}

/** The name below public/, where the picture is copied. */
function keepLogo(logo: string): string {
  if (logo === '' || logo === before.logo) return logo;
  const name = basename(logo).replace(/[^\w.-]+/g, '-');
  mkdirSync(join(root, 'public'), { recursive: true });
  copyFileSync(resolve(logo), join(root, 'public', name));
  return name;
}

/** Your name below those that are there, which have to stay. */
function withCopyright(text: string, authors: readonly string[]): string {
  const names = authors.join(', ');
  if (names === '' || text.includes(names)) return text;
  const year = new Date().getFullYear();
  return text.replace(/^(Copyright \(c\) .*\n)+/m, (lines) => `${lines}Copyright (c) ${year} ${names}\n`);
}

/** Places whose text has a word, but for the pages that are left out: file:line. */
function sentencesOf(word: string, leftOut: readonly string[]): string[] {
  return globSync(['src/content/docs/*.mdx', 'src/experiments/**/*.ts'], { cwd: root })
    .filter((file) => !leftOut.includes(basename(file, '.mdx')))
    .sort()
    .flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .flatMap((line, k) => (new RegExp(`\\b${word}\\b`, 'i').test(line) ? [`${file}:${k + 1}`] : [])),
    );
}
