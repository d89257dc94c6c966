/**
 * The question of an exercise and its solution, read from its page: nobody can grade an answer from the title of its
 * task.
 */
import { type ListedTask, taskIn } from './catalogue.ts';
import { fetchCatalogue } from './fetch-catalogue.ts';
import { linkTo } from './texts.ts';

export interface Exercise {
  /** Link to the exercise on its page. */
  href: string;
  question: readonly Node[];
  /** Empty if the page gives none. */
  solution: readonly Node[];
  /** Lines for the answer on paper. */
  lines: number;
}

/** Interactive elements, and duplicates made for screen readers. */
const LEFT_OUT = 'astro-island, script, style, .kind, .ex-lines, .interval-whole, .katex-html';

/** The exercise of a task, or undefined if the site has no such task or its page could not be loaded. */
export async function exerciseOf(base: string, id: string): Promise<Exercise | undefined> {
  const listed = await fetchCatalogue(base).then(
    ({ tasks }) => taskIn(tasks, id),
    () => undefined,
  );
  return listed && read(linkTo(base, listed), listed).catch(() => undefined);
}

/** Requested pages, cached: a page may have several tasks of a homework. */
const pages = new Map<string, Promise<Document>>();

function pageAt(address: string): Promise<Document> {
  const known = pages.get(address);
  if (known) return known;
  const page = fetch(address)
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error())))
    .then((text) => new DOMParser().parseFromString(text, 'text/html'));
  page.catch(() => pages.delete(address));
  pages.set(address, page);
  return page;
}

async function read(href: string, { task }: ListedTask): Promise<Exercise> {
  const [address = '', id = ''] = href.split('#');
  const place = (await pageAt(address)).getElementById(id);
  const lines = place?.querySelectorAll('.ex-lines i').length ?? 0;
  if (task.asks === 'code') return { href, question: place ? programAsked(place) : [], solution: [], lines };
  const inPage = place?.querySelector(':scope > div');
  const found = inPage && document.importNode(inPage, true);
  for (const part of found?.querySelectorAll(LEFT_OUT) ?? []) part.remove();
  // The browser renders the MathML itself, since the math fonts are not loaded on this page.
  for (const part of found?.querySelectorAll('.katex') ?? []) part.replaceWith(...part.querySelectorAll('math'));
  // Links and live numbers of another page do not work here.
  for (const part of found?.querySelectorAll('a, button') ?? []) part.replaceWith(...part.childNodes);
  const answer = found?.querySelector('details.answer');
  answer?.remove();
  return {
    href,
    question: [...(found?.childNodes ?? [])],
    solution: [...(answer?.lastElementChild?.childNodes ?? [])],
    lines,
  };
}

/** The text of a notebook's cell, and its unfinished program. */
function programAsked(place: Element): Node[] {
  const program = document.createElement('pre');
  program.textContent = [...place.querySelectorAll('.row > code')]
    .map(({ textContent }) => textContent?.replace(/\n$/, ''))
    .join('\n');
  const story = [...place.querySelectorAll(':scope > p:not([aria-live], [role], .task-verdict)')];
  return [...story.map((part) => document.importNode(part, true)), program];
}
