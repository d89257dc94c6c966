/** Settings of a link for figures that this page does not have: the reader is shown once which page has them. */
import { figureIn, MOST_LISTED } from './address.ts';

/** Pages by the name of a figure they show, as in `/figures/index.json`: paths below the base, and titles. */
export type FigurePages = Readonly<Record<string, readonly { path: string; title: string }[]>>;

interface FigureLink {
  keys: string[];
  /** The figure's page with these values, and its title; absent if no page has such a figure. */
  href?: string;
  title?: string;
}

const nameIn = (key: string): string => figureIn(key) ?? '';

/** The keys grouped by figure, each with a link to it; those of no figure come last, in one group. */
export function linksToFigures(
  keys: readonly string[],
  query: URLSearchParams,
  pages: FigurePages,
  base: string,
): FigureLink[] {
  const nowhere = keys.filter((key) => !Object.hasOwn(pages, nameIn(key)));
  const names = new Set(keys.filter((key) => !nowhere.includes(key)).map(nameIn));
  const links = [...names].flatMap((name): FigureLink[] => {
    const [page] = pages[name] ?? [];
    if (!page) return [];
    const itsKeys = keys.filter((key) => nameIn(key) === name);
    const values = new URLSearchParams(itsKeys.map((key) => [key, query.getAll(key).at(-1) ?? '']));
    return [{ keys: itsKeys, href: `${base}${page.path}?${values}#${name}`, title: page.title }];
  });
  return nowhere.length > 0 ? [...links, { keys: nowhere }] : links;
}

function listed(keys: readonly string[]): string {
  const first = keys.slice(0, MOST_LISTED).map((key) => `“${key.slice(0, 60)}”`);
  return first.join(', ') + (keys.length > MOST_LISTED ? ` and ${keys.length - MOST_LISTED} more` : '');
}

/** Puts a message before the first figure; if the list of pages cannot be loaded, it names no page. */
export async function reportOtherFigures(keys: readonly string[], query: URLSearchParams, base: string): Promise<void> {
  const box = document.createElement('p');
  box.className = 'messages page-messages';
  box.setAttribute('role', 'status');
  document.querySelector('figure.experiment')?.before(box);
  // Written by src/pages/figures/index.json.ts.
  const pages = await fetch(`${base}figures/index.json`)
    .then((answer) => (answer.ok ? (answer.json() as Promise<FigurePages>) : {}))
    .catch(() => ({}));
  const sentences = linksToFigures(keys, query, pages, base).slice(0, MOST_LISTED + 1);
  box.append(
    ...sentences.flatMap(({ keys: own, href, title }) => {
      if (href === undefined)
        return [`${`Ignored in the link: ${listed(own)}. No figure on this page has that name.`} `];
      const link = document.createElement('a');
      link.href = href;
      link.textContent = title ?? href;
      return [
        `${own.length > 1 ? `${listed(own)} in the link are for a figure of another page:` : `${listed(own)} in the link is for a figure of another page:`} `,
        link,
        '. ',
      ];
    }),
  );
}
