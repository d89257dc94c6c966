import type { PassageData } from '../../widgets/scene/passages.ts';

/** A page as slides: each lesson by its heading, its pictures, its story, its formulas, the sentence it ends with, and its exercises. */

export type Slide = { heading: string } & (
  | { kind: 'title' | 'words' | 'formula' | 'short'; parts: readonly Element[] }
  | {
      kind: 'figure';
      figure: string;
      /** The passage of a scene that it shows, and its first sentence. */
      passage?: PassageData;
      says?: string;
    }
);

/** Characters that are read from afar at one glance, more or less: a slide ends with the paragraph that reaches it. */
const GLANCE = 330;

const figureIn = (element: Element): string | undefined =>
  element.matches('figure.experiment') ? element.id : undefined;

/** @param main the page's main part, whose blocks stand in a row. Folds, but for exercises in them, notes, sources and answers are for readers. */
export function slidesOf(main: ParentNode): Slide[] {
  const slides: Slide[] = [];
  let heading = '';
  let story: Element[] = [];
  const endStory = (): void => {
    if (story.length > 0) slides.push({ kind: 'words', heading, parts: story });
    story = [];
  };
  let isForReaders = false;
  for (const block of main.querySelectorAll('.page > *')) {
    if (block.closest('footer') || (block.closest('.deeper') && !block.matches('.ex'))) continue;
    if (block.matches('.scene')) {
      endStory();
      slides.push(...slidesOfScene(block, heading));
      heading = textOf(block.querySelector('h1') ?? block.ownerDocument.createElement('i')) || heading;
    } else if (block.matches('h1')) {
      heading = textOf(block);
      const after = [...(block.parentElement?.querySelectorAll(':scope > :is(.question, .lead)') ?? [])];
      slides.push({ kind: 'title', heading, parts: [block, ...after] });
    } else if (block.matches('h2, h3')) {
      endStory();
      isForReaders = block.nextElementSibling?.matches('.sources') ?? false;
      heading = textOf(block);
    } else if (!isForReaders) {
      const figure = figureIn(block);
      const kind = block.matches('.eq') ? 'formula' : block.matches('.in-short') ? 'short' : undefined;
      const asked = block.matches('.ex') ? block.querySelector(':scope > b') : null;
      if (figure !== undefined || kind || asked) endStory();
      if (figure !== undefined) slides.push({ kind: 'figure', heading, figure });
      else if (asked) slides.push({ kind: 'words', heading: `Exercise ${textOf(asked)}`, parts: askedIn(block) });
      else if (kind) slides.push({ kind, heading, parts: [block] });
      else if (block.matches('p:not(.question, .lead), ul, ol')) {
        story.push(block);
        if (story.reduce((sum, part) => sum + textOf(part).length, 0) > GLANCE) endStory();
      }
    }
  }
  endStory();
  return slides;
}

/** The passages of a scene are slides: one picture, one line. A scene that begins its page has the title before them. */
function slidesOfScene(scene: Element, before: string): Slide[] {
  const title = scene.querySelector('h1');
  const heading = title ? textOf(title) : before;
  const question = scene.querySelector('.question');
  const figure = scene.getAttribute('data-scene') ?? '';
  const passages = [...scene.querySelectorAll<HTMLElement>('.passage')].map((element): Slide => {
    // Written by Passage.astro.
    const passage = JSON.parse(element.dataset['passage'] ?? '{"set":{}}') as PassageData;
    const [says = ''] = /^.*?[.?!](?=\s|$)/.exec(textOf(element.querySelector('.passage-words') ?? element)) ?? [];
    return { kind: 'figure', heading, figure, says, passage };
  });
  return title ? [{ kind: 'title', heading, parts: question ? [title, question] : [title] }, ...passages] : passages;
}

/** The question of an exercise, without its answer and the fields of its task. */
const askedIn = (exercise: Element): Element[] => [
  ...exercise.querySelectorAll(':scope > div > :is(p:not(.kind), ul, ol, .eq, .table-scroll)'),
];

/** The text that is seen: a formula is there a second time, for those who listen. */
function textOf(element: Element): string {
  const copy = element.cloneNode(true) as Element; // a node of the same kind
  for (const aloud of copy.querySelectorAll('.katex-mathml, annotation')) aloud.remove();
  return (copy.textContent ?? '').replace(/\s+/g, ' ').trim();
}

/** A copy to be read from afar: without ids, which are the page's, and with nothing that leads away. */
export function copyOf(element: Element): Element {
  const copy = element.cloneNode(true) as Element; // a node of the same kind
  for (const element of [copy, ...copy.querySelectorAll('[id]')]) element.removeAttribute('id');
  for (const link of copy.querySelectorAll('a')) {
    const text = document.createElement('span');
    text.append(...link.childNodes);
    link.replaceWith(text);
  }
  return copy;
}
