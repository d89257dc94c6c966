/** What an exercise asks, and its solution, as its page has them: nobody can judge an answer by the title of its task. */
import { type ListedTask, taskIn } from './catalogue.ts';
import { fetchCatalogue } from './fetch-catalogue.ts';
import { linkTo } from './said.ts';

export interface Exercise {
  /** Its own place, with its page around it. */
  href: string;
  question: readonly Node[];
  /** Empty if the page gives none. */
  solution: readonly Node[];
}

/** What is there to be touched, and what stands twice: for the screen, and for those who hear it. */
const LEFT_OUT = 'astro-island, script, style, .kind, .ex-lines, .interval-whole, .katex-html';

/** Of a task in words; undefined if the site has none such, or its page could not be fetched. */
export async function exerciseOf(base: string, id: string): Promise<Exercise | undefined> {
  const listed = await fetchCatalogue(base).then(
    ({ tasks }) => taskIn(tasks, id),
    () => undefined,
  );
  return listed && read(linkTo(base, listed), listed).catch(() => undefined);
}

async function read(href: string, { path }: ListedTask): Promise<Exercise> {
  const page = new DOMParser().parseFromString(await (await fetch(href)).text(), 'text/html');
  const found = page.getElementById(path.slice(path.indexOf('#') + 1))?.querySelector(':scope > div');
  for (const part of found?.querySelectorAll(LEFT_OUT) ?? []) part.remove();
  // The browser draws formulas by itself; this page has not the faces of the others.
  for (const part of found?.querySelectorAll('.katex') ?? []) part.replaceWith(...part.querySelectorAll('math'));
  // Links and numbers of another page lead nowhere here.
  for (const part of found?.querySelectorAll('a, button') ?? []) part.replaceWith(...part.childNodes);
  const answer = found?.querySelector('details.answer');
  answer?.remove();
  return {
    href,
    question: [...(found?.childNodes ?? [])],
    solution: [...(answer?.lastElementChild?.childNodes ?? [])],
  };
}
