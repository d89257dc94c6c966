/**
 * npm run course -- pages                  prints for each page its words, minutes, passages of scenes, and numbers in the text
 * npm run course -- pages --page=momentum  only this page; may be given several times
 *
 * Words are given as main text + folds; passages and numbers are counted up to the exercises. The exit code is 1 if a page is
 * longer than its limit.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shownChapters } from '../../site.config.ts';
import { minutesFor, proseOf, wordsOf } from '../../src/site/reading.ts';
import { root } from '../command.ts';
import { exitWith, readOptions, UsageError } from '../options.ts';

const MOST = { words: 1150, passages: 16, numbers: 15 };
/** Pages with limits of their own. */
const OTHERS: Readonly<Record<string, Partial<typeof MOST>>> = {
  'stochastic-gradient-descent': { words: 1350 },
  'since-the-book': { words: 1500, numbers: 30 },
  'on-one-screen': { words: 400 },
};

const { values } = readOptions(
  { url: import.meta.url, name: 'npm run course -- pages' },
  { page: { type: 'string', multiple: true } },
);
const lines = [['page', 'words', 'minutes', 'passages', 'numbers']];
const over: string[] = [];
for (const page of values.page ?? shownChapters.flatMap(({ pages }) => pages)) {
  const file = join(root, 'src/content/docs', `${page}.mdx`);
  if (!existsSync(file)) exitWith(new UsageError(`--page=${page}: there is no src/content/docs/${page}.mdx`));
  const source = readFileSync(file, 'utf8');
  const { open, folded } = wordsOf(source);
  const prose = proseOf(source.split('\n## Exercises')[0] ?? '');
  const found = {
    words: open,
    passages: prose.match(/<Passage\b/g)?.length ?? 0,
    numbers: prose.replaceAll(/<(?!Value)[^>]*>|\]\([^)]*\)/g, '').match(/<Value\b|\d+(?:[.,]\d+)*/g)?.length ?? 0,
  };
  const most = { ...MOST, ...OTHERS[page] };
  for (const what of ['words', 'passages', 'numbers'] as const)
    if (found[what] > most[what]) over.push(`${page}: ${found[what]} ${what}, of ${most[what]} at most`);
  lines.push([page, `${open} + ${folded}`, ...[minutesFor(open), found.passages, found.numbers].map(String)]);
}

const columns = lines[0]!.map((_, k) => Math.max(...lines.map((line) => line[k]?.length ?? 0)));
for (const line of lines)
  console.log(
    line.map((text, k) => (k === 0 ? text.padEnd(columns[k] ?? 0) : text.padStart(columns[k] ?? 0))).join('  '),
  );
console.log(over.length === 0 ? '\nEvery page keeps to its limits.' : `\n${over.length} over:\n  ${over.join('\n  ')}`);
process.exitCode = over.length > 0 ? 1 : 0;
