/** The notes are complete on their page, word for word and in order; so are quotations on other pages. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { claims } from '../../src/site/components/claim-table/claims.ts';
import { sentenceId } from '../../src/site/components/notes/sentence-id.ts';
import { root } from './compile.ts';
import { pages } from './widgets.ts';

const notes = readFileSync(join(root, 'src/content/notes/chapter-6.md'), 'utf8');
const sourceOf = (page: string): string => readFileSync(join(root, 'src/content/docs', page), 'utf8');
const together = (text: string): string => text.replace(/\s+/g, ' ').trim();

/**
 * Allowed differences on the page: an address in angle brackets becomes a link, the book's picture is replaced by our
 * figure, and the \bf of a letter, which in TeX affects everything after it, applies to that letter alone.
 */
const asTaken = together(
  notes
    .replace(/^# .*\n/, '')
    .replace(/<(https:[^>]*)>/g, '$1')
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\\bf\{\\phi\}/g, '\\boldsymbol{\\phi}')
    .replace(/\\bf\{m\}/g, '\\mathbf{m}'),
);

function onThePage(): string {
  const page = sourceOf('notes.mdx');
  return together(
    page
      .slice(page.indexOf('\n## '))
      .replace(/<Correction>[\s\S]*?<\/Correction>/g, '')
      .replace(/<\/?Said\b(?:\s+\w+(?:="[^"]*"|=\{\d+\}))*>/g, '')
      .replace(/\[(https:[^\]]*)\]\(\1\)/g, '$1'),
  );
}

/** Quotations within our own text: our quotation marks, no emphasis, and one corrected typo. */
const quotable = (text: string): string =>
  together(
    text
      .replace(/[“”]/g, '"')
      .replace(/’/g, "'")
      .replace(/[*_]/g, '')
      .replace(/generalze/g, 'generalize')
      .replace(/<[^>]*>/g, ' ')
      .replace(/^\s*\d+\.\s/gm, ''),
  );

describe('the page of the notes', () => {
  it('has all of them, word for word', () => expect(onThePage()).toBe(asTaken));

  it('leads from each sentence to what it rests on', () => {
    const said = sourceOf('notes.mdx').match(/<Said\b[^>]*>/g) ?? [];
    expect(said.length).toBeGreaterThan(25);
    for (const one of said) expect(one).toMatch(/\b(?:by|see|at)="/);
  });
});

describe('what a page quotes from the notes stands in them:', () => {
  const quoted = pages.flatMap((page) => {
    const source = sourceOf(page);
    return (
      [...source.matchAll(/<FromNotes>([\s\S]*?)<\/FromNotes>/g)]
        .flatMap(([, inside = '']) => inside.split(/\n\s*\n/))
        .filter((text) => text.trim() !== '')
        // A formula is set like the page's formulas.
        .filter((text) => !text.includes('$$'))
        .map((text) => [page, quotable(text)] as const)
    );
  });

  it.each(quoted)('%s: %s', (_, text) => expect(quotable(notes)).toContain(text));
});

describe('every sentence of the notes stands in the margin of a chapter, or in its table of claims:', () => {
  const quotedOn = (page: string): string[] =>
    [...sourceOf(page).matchAll(/<FromNotes>([\s\S]*?)<\/FromNotes>/g)].map(([, inside = '']) => quotable(inside));
  const chapters = pages.filter((page) => page !== 'notes.mdx');
  const standing = [...chapters.flatMap(quotedOn), ...claims.map(({ note }) => quotable(note))].join(' ');

  const sentences = notes
    // The formula is that of figure 6.3.1, the picture is figure 6.4.1, and the address is a source of the last page.
    .replace(/\$\$[\s\S]*?\$\$|!\[[^\]]*\]\([^)]*\)|<https:[^>]*>/g, '\n')
    .split('\n')
    .filter((line) => !line.startsWith('#') && line.trim() !== '')
    .flatMap((line) => quotable(line).split(/(?<=[.?!]"?) (?=[A-Z(])/))
    .map((sentence) => sentence.replace(/^[()]+|[()]+$/g, ''));

  it('they are all there', () => expect(sentences.length).toBeGreaterThan(24));

  it.each(sentences)('%s', (sentence) => expect(standing).toContain(sentence));

  it('a quotation leads to its sentence on the page of the notes', () => {
    const plain = (text: string): string => text.replace(/[*_]|^\s*\d+\.\s/gm, '');
    const places = [...sourceOf('notes.mdx').matchAll(/<Said\b[^>]*>([\s\S]*?)<\/Said>/g)].map(([, said = '']) =>
      sentenceId(plain(said)),
    );
    for (const page of chapters)
      for (const [, inside = ''] of sourceOf(page).matchAll(/<FromNotes>([\s\S]*?)<\/FromNotes>/g))
        expect(places, page).toContain(sentenceId(plain(inside)));
  });
});
