/** Pages left out of this course: they are not built, and links to them lead elsewhere or become plain text. */
import { course } from '../../site.config.ts';
import { pages, widgetsOf } from '../references/page-widgets.ts';

/** @param page its slug */
export const isLeftOut = (page: string): boolean => course.leftOut.includes(page);

/**
 * The replacement of a link to a page that is left out: figures are still available separately, `/embed/momentum/`,
 * with the values in the link; the rest of the page is not.
 * @param address `/momentum/`, `/momentum/#heading` or `/momentum/?momentum.beta=0.5#momentum`
 * @returns the unchanged address if the page is published, or undefined if there is no target
 */
export function leadsTo(address: string, leftOut: readonly string[] = course.leftOut): string | undefined {
  const { pathname, searchParams, hash } = new URL(address, 'http://site/');
  const [, page = ''] = /^\/([\w-]+)\/$/.exec(pathname) ?? [];
  if (!leftOut.includes(page) || !address.startsWith('/')) return address;
  const name = decodeURIComponent(hash.slice(1));
  const figure = pages.includes(`${page}.mdx`)
    ? widgetsOf(`${page}.mdx`).find((one) => one.kind === 'Experiment' && one.name === name)
    : undefined;
  if (!figure) return undefined;
  const pairs = [...searchParams].map(([key, value]) => [
    key.startsWith(`${name}.`) ? `${figure.id}${key.slice(name.length)}` : key,
    value,
  ]);
  const query = new URLSearchParams(pairs).toString();
  return `/embed/${figure.id}/${query === '' ? '' : `?${query}`}`;
}
