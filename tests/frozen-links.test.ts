/**
 * Links that readers have, in tests/frozen-links.txt: each goes on working for ever. Lines are added, by this test with `-u`,
 * and never changed. A parameter or an option with a new name keeps the old one as an alias; a figure that moves keeps its name on its old page.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { experiments } from '../src/experiments/index.ts';
import { parse } from '../src/figure/permalink.ts';
import { pagesOfNotes } from '../src/references/page-widgets.ts';
import { figureNames } from '../src/site/figure-pages.ts';

const docs = join(import.meta.dirname, '../src/content/docs');
const links = readFileSync(join(import.meta.dirname, 'frozen-links.txt'), 'utf8')
  .trim()
  .split('\n');

interface Read {
  /** Slug of the page; empty for the first, `embed/…` for a figure alone. */
  page: string;
  figure: string;
  values: URLSearchParams;
}

function read(link: string): Read {
  const url = new URL(link, 'http://site/');
  const figure = url.hash.slice(1);
  const own = [...url.searchParams].filter(([key]) => key.startsWith(`${figure}.`));
  return {
    page: url.pathname.replace(/^\/|\/$/g, ''),
    figure,
    values: new URLSearchParams(own.map(([key, text]) => [key.slice(figure.length + 1), text])),
  };
}

/** Figures of a page's MDX by name, with their experiments, and those that have moved from there to another page. */
function figuresOf(page: string): Map<string, string> {
  const text = readFileSync(join(docs, `${page || 'index'}.mdx`), 'utf8');
  const ids = [...text.matchAll(/<Experiment\b[^>]*?\sid="([^"]*)"/g)].map(([, id = '']) => id);
  const own = figureNames(text).map((name, k): [string, string] => [name, ids[k] ?? '']);
  const moved = [...(/^moved:\n((?: .*\n)*)/m.exec(text)?.[1] ?? '').matchAll(/^ {2}([\w-]+):\n {4}page: (\S+)/gm)];
  return new Map([
    ...own,
    ...moved.map(([, name = '', to = '']): [string, string] => [name, figuresOf(to).get(name) ?? '']),
  ]);
}

test.each(links)('%s', async (link) => {
  const { page, figure, values: texts } = read(link);
  const alone = page.startsWith('embed/');
  const id = alone ? page.slice('embed/'.length) : figuresOf(page).get(figure);
  expect(id, `${page} shows a figure called ${figure}`).toBeDefined();
  const load = experiments[id ?? ''];
  expect(load, `there is an experiment ${id}`).toBeDefined();
  const { parameters } = (await load!()).default;
  const { values, messages } = parse(parameters, texts);
  expect(messages).toEqual([]);
  for (const [name, text] of texts) {
    const [now] =
      Object.entries(parameters).find(([own, { aliases }]) => own === name || aliases?.includes(name)) ?? [];
    expect(now, `a parameter answers to ${name}`).toBeDefined();
    expect(String(values[now ?? ''])).toBe(text);
  }
});

/** Links that are missing to an experiment alone: one to each of its parameters. */
async function missingAlone(id: string): Promise<string[]> {
  const own = links.map(read).filter(({ page }) => page === `embed/${id}`);
  const names = new Set(own.flatMap(({ values }) => [...values.keys()]));
  const { parameters } = (await experiments[id]!()).default;
  return Object.entries(parameters)
    .filter(([name, { aliases = [] }]) => ![name, ...aliases].some((one) => names.has(one)))
    .map(([name, parameter]) => `embed/${id}/?${id}.${name}=${parameter.default}#${id}`);
}

/** Links that are missing to the figures of a page: one to each. */
async function missingOnPage(file: string): Promise<string[]> {
  const page = file === 'index.mdx' ? '' : file.replace('.mdx', '');
  const linked = new Set(links.map(read).flatMap((link) => (link.page === page ? [link.figure] : [])));
  const missing = [...figuresOf(page)].filter(([name]) => !linked.has(name));
  return Promise.all(
    missing.map(async ([name, id]) => {
      const [[parameter, { default: value }] = ['', { default: '' }]] = Object.entries(
        (await experiments[id]!()).default.parameters,
      );
      return `${page && `${page}/`}?${name}.${parameter}=${value}#${name}`;
    }),
  );
}

test('there is a link to each figure of each page, and to each experiment alone with each of its parameters', async () => {
  const missing = [
    ...(await Promise.all(Object.keys(experiments).map(missingAlone))),
    ...(await Promise.all(pagesOfNotes.map(missingOnPage))),
  ].flat();
  const says = `${missing.length} are missing; npx vitest run tests/frozen-links.test.ts -u adds them`;
  await expect([...links, ...missing, ''].join('\n'), says).toMatchFileSnapshot('frozen-links.txt');
});
