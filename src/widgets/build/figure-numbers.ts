import { PageError } from './built.ts';

const places = new Map<string, string>();

/**
 * A figure's number is its own in the whole site: prose calls figures by it, from other pages too.
 * @throws PageError that names both places
 */
export function takeNumber(figure: string, at = ''): void {
  const taken = places.get(figure);
  if (taken !== undefined && taken !== at)
    throw new PageError(at, `figure="${figure}" is the number of another figure, at ${taken}; give this one the next`);
  places.set(figure, at);
}
