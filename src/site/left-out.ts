/** Pages that this course leaves out: not built, and what leads to one leads elsewhere or is plain text. */
import { course } from '../../site.config.ts';
import { pages, widgetsOf } from '../references/page-widgets.ts';

/** @param page its slug */
export const isLeftOut = (page: string): boolean => course.leftOut.includes(page);

/**
 * Where a link to a page that is left out leads: a figure still stands alone, `/embed/momentum/`, with the values of the
 * link; nothing else of the page is left.
 * @param address `/momentum/`, `/momentum/#heading` or `/momentum/?momentum.beta=0.5#momentum`
 * @returns the address as it is where the page is published, or undefined if nothing is left to lead to
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
