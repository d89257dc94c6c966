/** Edits the text of site.config.ts: the pages left out, and the groups of pages. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../command.ts';

export const CONFIG = 'site.config.ts';
const LEFT_OUT = /^ {2}leftOut: \[[^\]]*\]/m;

/** The text with these pages left out; Biome formats it later. */
export function withLeftOut(text: string, leftOut: readonly string[]): string {
  if (!LEFT_OUT.test(text)) throw new Error('site.config.ts has no line that begins with `  leftOut: [`');
  return text.replace(LEFT_OUT, () => `  leftOut: ${JSON.stringify(leftOut)}`);
}

/**
 * The text with a page after another one, or last in a group, which is added after the chapters if it does not exist.
 */
export function withPage(
  text: string,
  page: string,
  where: { after: string } | { group: string; chapter?: boolean },
): string {
  if ('after' in where) {
    const found = new RegExp(`(export const groups[\\s\\S]*?'${where.after}')`);
    if (!found.test(text)) throw new Error(`the groups of site.config.ts have no '${where.after}' to add it after`);
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

/** Inserts a line after the last group marked as a chapter, or after the first group if none is. */
function afterChapters(list: string, line: string): string {
  const at = list.indexOf('},\n', Math.max(0, list.lastIndexOf('chapter: true'))) + '},\n'.length;
  return list.slice(0, at) + line + list.slice(at);
}

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

export const readConfig = (): string => readFileSync(join(root, CONFIG), 'utf8');

/**
 * Wraps long lines of the configuration and unifies its quotes. The lint check skips the formatting of this file, since
 * teachers edit it by hand, so it is formatted under another name. Without Biome the file works as well.
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
