/** The style of a picture in a separate file: the page's style sheets and fonts do not apply to it. */
import { readFileSync } from 'node:fs';
import { tokensCss } from './accent.ts';
import { type Declaration, isOfPictures, parseRules } from './standalone-styles.ts';

/**
 * The rules of panels.css for these classes, with the colours of both themes: an image follows the `color-scheme` of
 * its page. Its fonts are the fallbacks that a page shows until its fonts have loaded.
 * @param classes of all drawn elements
 */
export function pictureStyle(classes: ReadonlySet<string>): string {
  const tokens = tokensCss();
  const rules = [...parseRules(tokens), ...parseRules(readFileSync('src/widgets/panels/panels.css', 'utf8'))];
  const look = rules
    .filter(isOfPictures)
    .map(({ selectors, declarations }) => ({
      selectors: selectors.filter((selector) => classesOf(selector).every((name) => classes.has(name))),
      declarations,
    }))
    .filter(({ selectors }) => selectors.length > 0)
    .map(({ selectors, declarations }) => `${selectors.join(',')}{${declarations.map(textOf).join(';')}}`);
  const variables = (theme: string): Declaration[] =>
    rules.filter(({ selectors }) => selectors.includes(theme)).flatMap(({ declarations }) => declarations);
  const [light, dark] = [variables(':root'), variables(':root[data-theme="dark"]')];
  const mentioned = [...look, ...[...light, ...dark].map(textOf)].join(' ');
  const written = (all: readonly Declaration[]): string =>
    `:root{${all
      .filter(({ property }) => mentioned.includes(`var(${property}`))
      .map(textOf)
      .join(';')}}`;
  return [
    // Otherwise the characters of an image are placed at whole px, and words run together.
    'text{text-rendering:geometricPrecision}',
    ...[...tokens.matchAll(FALLBACK)].map(([face]) => face.replaceAll(/\s+/g, ' ')),
    written(light),
    `@media (prefers-color-scheme:dark){${written(dark)}}`,
    ...look,
  ].join('');
}

/** Fonts of the reader's device. */
const FALLBACK = /@font-face \{\s*font-family: "\w+ fallback";[^}]*\}/g;

/** Classes that an element must have. Brackets may contain an exception, or alternatives. */
const classesOf = (selector: string): string[] =>
  [...selector.replaceAll(/\([^)]*\)/g, '').matchAll(/\.([\w-]+)/g)].map(([, name = '']) => name);

const textOf = ({ property, value }: Declaration): string => `${property}:${value}`;
