/** The style of a picture that is a file of its own within the page: it sees neither the page's sheets nor its faces. */
import { readFileSync } from 'node:fs';
import { tokensCss } from './accent.ts';
import { type Declaration, isOfPictures, parseRules } from './standalone-styles.ts';

/**
 * The rules of panels.css for such classes, with the colours of both themes: an image follows the `color-scheme` of the page
 * that shows it. Its letters are those that a page shows until its faces are there.
 * @param classes of all that is drawn
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
    // Otherwise the letters of an image are at whole px, and their words run together.
    'text{text-rendering:geometricPrecision}',
    ...[...tokens.matchAll(FALLBACK)].map(([face]) => face.replaceAll(/\s+/g, ' ')),
    written(light),
    `@media (prefers-color-scheme:dark){${written(dark)}}`,
    ...look,
  ].join('');
}

/** Faces of the reader's own machine. */
const FALLBACK = /@font-face \{\s*font-family: "\w+ fallback";[^}]*\}/g;

/** Classes that an element must have. A bracket may contain an exception, or one of several. */
const classesOf = (selector: string): string[] =>
  [...selector.replaceAll(/\([^)]*\)/g, '').matchAll(/\.([\w-]+)/g)].map(([, name = '']) => name);

const textOf = ({ property, value }: Declaration): string => `${property}:${value}`;
