import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Presentation } from '../../src/figure/experiment.ts';
import { canonicalKey } from '../../src/figure/parts.ts';
import { sentenceParts } from '../../src/figure/sentence.ts';
import { claims } from '../../src/site/components/claim-table/claims.ts';
import { runnerOf } from '../../src/widgets/prerender/measured-run.ts';
import { experimentOf, type FigureOfPage, figuresOf, widgetsOf, pages as written } from './widgets.ts';

/** All of them, or those selected by `npm test -- --only=course`. */
const wanted = process.env['COURSE_PAGES']?.split(',');
const pages = written.filter((page) => wanted?.includes(page.replace(/\.mdx$/, '')) ?? true);

const all = pages.flatMap(figuresOf);
const figures = all.filter(({ experiment }) => experiment.pace !== 'long');

/** Presentations of a figure at the page's setting and after each of the page's links to it, once each. */
async function* shownBy({
  id,
  experiment,
  settings,
}: FigureOfPage): AsyncGenerator<{ where: string; shown: Presentation }> {
  const { run } = await runnerOf(id, experiment);
  const seen = new Set<string>();
  for (const { where, values } of settings) {
    const key = canonicalKey(values);
    if (seen.has(key)) continue;
    seen.add(key);
    yield { where, shown: run(values) };
  }
}

it('a figure on a teacher’s own points is read with them: the sample in the documents', () => {
  const [line] = figuresOf('../../../docs/samples/homework.mdx');
  const points = readFileSync('docs/samples/points.csv', 'utf8').trim().split('\n');
  const first = points.find((row) => /^-?\d/.test(row))?.split(',')[0] ?? 'a row of numbers';
  expect(String(line?.settings[0]?.values['points'])).toContain(first);
});

describe('after every link of a page', () => {
  it.each(figures.map((figure) => [`${figure.page} ${figure.name}`, figure] as const))(
    '%s: each number that follows it exists, and its verdict has no gap and no word without a claim',
    async (_, figure) => {
      const { experiment, followers } = figure;
      for await (const { where, shown } of shownBy(figure)) {
        for (const { of, where: number } of followers)
          expect(shown.numbers[of]?.value, `${of} (${number}) after ${where}`).toSatisfy(Number.isFinite);
        for (const { text, number } of sentenceParts(shown.verdict.text, shown.numbers)) {
          expect(text, where).not.toMatch(/NaN|undefined/);
          if (number) expect(shown.numbers[number]?.value, `{${number}} in the verdict at ${where}`).not.toBeNaN();
        }
        if (shown.verdict.outcome) expect(experiment.claim, `the verdict at ${where} is of a claim`).toBeDefined();
      }
    },
    120_000,
  );
});

describe('a number in the prose', () => {
  it.each(pages)('of %s follows no long experiment: at a link its parts wait until a reader asks for them', (page) => {
    const long = all.filter((figure) => figure.page === page && figure.experiment.pace === 'long');
    expect(long.flatMap(({ followers }) => followers)).toEqual([]);
  });

  it.each(pages)('of %s that has values of its own is not marked as fixed besides', (page) => {
    const twice = widgetsOf(page).filter(({ fixed, set }) => fixed && Object.keys(set).length > 0);
    expect(twice.map(({ where }) => where)).toEqual([]);
  });
});

describe('a claim', () => {
  it('is short and has no full stop', () => {
    for (const { experiment } of all)
      if (experiment.claim !== undefined) expect(experiment.claim).toMatch(/^[A-Z].{10,75}[^.]$/);
  });

  it.each(claims)('of $id is the note, word for word', ({ id, note }) => expect(experimentOf(id).claim).toBe(note));
});
