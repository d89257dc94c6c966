/** site.config.ts as text: the course and the groups of pages in it, read by their modules and written anew by these. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Course } from '../../site.config.ts';
import { root } from '../command.ts';

export const CONFIG = 'site.config.ts';
const BLOCK = /^export const course: Course = \{\n[\s\S]*?^\};$/m;

/** The text with this course in it; Biome puts its lines in order. */
export function withCourse(text: string, course: Course): string {
  if (!BLOCK.test(text))
    throw new Error('site.config.ts has no `export const course: Course = {`, which ends with `};`');
  const fields = Object.entries(course).map(([name, value]) => `  ${name}: ${JSON.stringify(value)},`);
  return text.replace(BLOCK, () => `export const course: Course = {\n${fields.join('\n')}\n};`);
}

/** The text with a page after another one, or last of a group, which is made after the chapters if it is not there. */
export function withPage(
  text: string,
  page: string,
  where: { after: string } | { group: string; chapter?: boolean },
): string {
  if ('after' in where) {
    const found = new RegExp(`(export const groups[\\s\\S]*?'${where.after}')`);
    if (!found.test(text)) throw new Error(`the groups of site.config.ts have no '${where.after}' to stand after`);
    return text.replace(found, (whole) => `${whole}, '${page}'`);
  }
  const label = quoted(where.group);
  const [start, end] = [text.indexOf('export const groups'), text.indexOf('\n];', text.indexOf('export const groups'))];
  if (start < 0 || end < 0) throw new Error('site.config.ts has no `export const groups`, which ends with `];`');
  const list = text.slice(start, end);
  const group = new RegExp(
    `(label: ${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')},\\s*(?:chapter: true,\\s*)?pages: \\[)([^\\]]*)\\]`,
  );
  const own = group.test(list)
    ? list.replace(group, (_, head: string, pages: string) => `${head}${pages.replace(/,?\s*$/, '')}, '${page}']`)
    : afterChapters(list, `  { label: ${label},${where.chapter ? ' chapter: true,' : ''} pages: ['${page}'] },\n`);
  return text.slice(0, start) + own + text.slice(end);
}

/** A line after the last group that is a chapter, or after the first if none says so. */
function afterChapters(list: string, line: string): string {
  const at = list.indexOf('},\n', Math.max(0, list.lastIndexOf('chapter: true'))) + '},\n'.length;
  return list.slice(0, at) + line + list.slice(at);
}

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

export const readConfig = (): string => readFileSync(join(root, CONFIG), 'utf8');

/**
 * Long lines of the configuration broken and quotes as everywhere. The check of the code leaves its form alone, since teachers
 * edit it by hand, so here it goes under another name. Without Biome the file works as well.
 */
export function formatConfig(): void {
  const file = join(root, CONFIG);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [`${root}node_modules/@biomejs/biome/bin/biome`, 'format', '--stdin-file-path=configuration.ts'],
    { cwd: root, input: readFileSync(file, 'utf8'), encoding: 'utf8' },
  );
  if (status === 0) writeFileSync(file, stdout);
  else console.error(`${CONFIG} is not formatted:\n${stderr}`);
}
