import type { FigurePages } from '../widgets/page/other-figures.ts';

/** The fields of an entry of the collection `docs` that are needed here. */
interface Page {
  id: string;
  body?: string | undefined;
  data: { title: string };
}

const FIGURE = /<Experiment\b((?:\s+[\w-]+(?:=(?:"[^"]*"|\{[^{}]*\}))?)*)\s*\/?>/g;

/** Names of the figures that a page's MDX shows, in order: `as`, else the id. */
export function figureNames(body: string): string[] {
  return [...body.matchAll(FIGURE)].flatMap(([, props = '']) => {
    const name = /\sas="([^"]*)"/.exec(props) ?? /\sid="([^"]*)"/.exec(props);
    return name?.[1] ? [name[1]] : [];
  });
}

/** The pages that show a figure of each name. The home page comes last: its figure is borrowed from a chapter. */
export function figurePages(pages: readonly Page[]): FigurePages {
  const found: Record<string, { path: string; title: string }[]> = {};
  const chapters = pages.filter(({ id }) => id !== 'index').sort((a, b) => a.id.localeCompare(b.id, 'en'));
  for (const { id, body = '', data } of [...chapters, ...pages.filter(({ id }) => id === 'index')])
    for (const name of figureNames(body)) {
      const page = { path: id === 'index' ? '' : `${id}/`, title: data.title };
      found[name] = [...(found[name] ?? []), page];
    }
  return found;
}
