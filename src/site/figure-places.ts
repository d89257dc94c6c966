import type { Places } from '../widgets/page/strangers.ts';

/** What this needs of an entry of the collection `docs`. */
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

/** Which pages show a figure of each name; the first page of the site, which only borrows one, comes last. */
export function figurePlaces(pages: readonly Page[]): Places {
  const places: Record<string, { path: string; title: string }[]> = {};
  const chapters = pages.filter(({ id }) => id !== 'index').sort((a, b) => a.id.localeCompare(b.id, 'en'));
  for (const { id, body = '', data } of [...chapters, ...pages.filter(({ id }) => id === 'index')])
    for (const name of figureNames(body)) {
      const place = { path: id === 'index' ? '' : `${id}/`, title: data.title };
      places[name] = [...(places[name] ?? []), place];
    }
  return places;
}
