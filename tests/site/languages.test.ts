/** Each language that has words: no word is missing, none is idle, and its pages have the figures of the English ones. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { componentTexts, textsIn } from '../../scripts/course/languages/component-texts.ts';
import { commonTexts, languageOf, missingFrom, needsWord } from '../../scripts/course/languages/missing.ts';
import { languagesWritten, pagesIn } from '../../src/site/languages.ts';
import { root } from '../content/compile.ts';

const docs = join(root, 'src/content/docs');
const gapsIn = (text: string): string[] => (text.match(/<[a-z]\w*>|\{\w+\}/g) ?? []).sort();
const wordsIn = (text: string): string[] => text.match(/[\p{L}\p{N}’]+/gu) ?? [];
/** The words of each file of the code; a text may be put together there from pieces. */
const files = globSync('{src/**/*.{ts,tsx,astro},site.config.ts}', { cwd: root })
  .filter((file) => !file.includes('/words/languages/'))
  .map((file) => new Set(wordsIn(readFileSync(join(root, file), 'utf8'))));

const places = componentTexts();
/** Texts without a word, each with the line that says it. */
const lackingFrom = (words: Parameters<typeof missingFrom>[0], texts: Iterable<string>): string[] =>
  [...texts].flatMap((text) =>
    missingFrom(words, [text]).length > 0 ? `${places.get(text) ?? ''} ${text}`.trim() : [],
  );

it('a language has words at all', () => expect(languagesWritten).toContain('de'));

it('a text is found at its line, with what is computed as a gap', () =>
  expect(
    textsIn('Two.tsx', 'const two = (\n  <i aria-label={`$1, $2 end`} />\n);'.replace(/\$(\d)/g, '$${n$1}')),
  ).toEqual([['<1>, <2> end', 2]]));

it('the title of a chapter needs a word only where the site speaks another language', () => {
  const chapter = { label: '7 Gradients and initialization', chapter: true, pages: ['momentum'] };
  expect([needsWord(chapter, []), needsWord(chapter, ['de'])]).toEqual([false, true]);
  expect(needsWord({ label: 'Reference', pages: ['notes'] }, [])).toBe(true);
});

describe.each(languagesWritten)('the words of %s', (code) => {
  it('have a live word for whatever components say, and a word for what the build says', async () => {
    const { live, built } = await languageOf(code);
    const texts = commonTexts();
    expect(texts.live.size).toBeGreaterThan(100);
    const how = `npm run course -- languages missing ${code} prints the lines for src/widgets/words/languages/${code}.ts`;
    expect(lackingFrom(live, texts.live), how).toEqual([]);
    expect(lackingFrom({ ...built, ...live }, texts.built), how).toEqual([]);
  });

  it('have the same gaps and numbers on both sides', async () => {
    const { live, built } = await languageOf(code);
    const uneven = Object.entries({ ...built, ...live }).filter(
      ([from, to]) => gapsIn(from).join() !== gapsIn(to).join(),
    );
    expect(uneven).toEqual([]);
  });

  it('say nothing twice', async () => {
    const { live, built } = await languageOf(code);
    expect(Object.keys(built).filter((text) => Object.hasOwn(live, text))).toEqual([]);
  });

  it('have no word for what nobody says: all of it stands in one file of the code', async () => {
    const { live, built } = await languageOf(code);
    const idle = Object.keys({ ...built, ...live }).filter((text) => {
      const needed = wordsIn(text.replace(/<[a-z]\w*>/g, ''));
      return !files.some((words) => needed.every((word) => words.has(word)));
    });
    expect(idle).toEqual([]);
  });
});

describe.each(languagesWritten.flatMap((code) => pagesIn(code).map((page) => [code, page] as const)))(
  '%s/%s',
  (code, page) => {
    const tags = (file: string): string[] =>
      [
        ...readFileSync(join(docs, file), 'utf8').matchAll(
          /<(?:Experiment|Try|Value|Task|Exercise|Term|Correction|Part)\b(?:"[^"]*"|\{[^{}]*\}|[^>"{])*>/g,
        ),
      ]
        // Words are the language's own.
        .map(([tag]) => tag.replace(/\s(?:caption|title|label|name|note|alt|tex|choices)="[^"]*"/g, ''))
        .sort();

    it('has the figures, links, numbers, tasks and terms of the English page', () =>
      expect(tags(join(code, page))).toEqual(tags(page)));

    it('keeps the names of tasks, under which readers’ work is kept', () => {
      const names = (file: string) =>
        [...readFileSync(join(docs, file), 'utf8').matchAll(/<Task name="([\w-]+)"/g)].map(([, name]) => name);
      expect(names(join(code, page))).toEqual(names(page));
    });
  },
);
