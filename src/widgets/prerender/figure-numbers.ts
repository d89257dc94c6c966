import { PageError } from './page-error.ts';

const places = new Map<string, string>();

/**
 * Reserves a figure's number, which is unique in the whole site: prose on other pages refers to figures by number.
 * @throws PageError that names both places
 */
export function takeNumber(figure: string, loc = ''): void {
  const taken = places.get(figure);
  if (taken !== undefined && taken !== loc)
    throw new PageError(loc, `figure="${figure}" is the number of another figure, at ${taken}; give this one the next`);
  places.set(figure, loc);
}
