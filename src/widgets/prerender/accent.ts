/** The colour of controls, if a course has its own: tokens.css with it in both themes, if it is legible there. */
import { readFileSync } from 'node:fs';
import { course } from '../../../site.config.ts';
import { parseRules } from './standalone-styles.ts';

type Theme = 'light' | 'dark';

/** Minimum contrast of text with the page: WCAG 2.2, 1.4.3. */
export const CONTRAST = 4.5;

/** @throws Error if the style sheet does not define it */
export function token(css: string, name: string, theme: Theme): string {
  const declared = (selector: string) =>
    parseRules(css)
      .filter(({ selectors }) => selectors.includes(selector))
      .flatMap(({ declarations }) => declarations)
      .find(({ property }) => property === `--${name}`)?.value;
  const value = (theme === 'dark' ? declared(':root[data-theme="dark"]') : undefined) ?? declared(':root');
  if (value === undefined) throw new Error(`tokens.css has no --${name}`);
  return value;
}

const partsOf = (hex: string): number[] => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);

/** Relative luminance, as WCAG defines it. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = partsOf(hex).map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function mix(hex: string, other: string, share: number): string {
  const [from, to] = [partsOf(hex), partsOf(other)];
  const parts = from.map((part, k) => Math.round(255 * (part * (1 - share) + (to[k] ?? 0) * share)));
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/**
 * tokens.css with a different accent; on dark pages it is mixed with as much white as text requires.
 * @throws Error if it is not a colour, or too light for the light page
 */
export function withAccent(css: string, accent: string): string {
  if (accent === '') return css;
  if (!/^#[0-9a-f]{6}$/i.test(accent))
    throw new Error(`accent ${accent} in site.config.ts: must be # and six hexadecimal digits, as in #b5121b`);
  const [light, dark] = [token(css, 'page', 'light'), token(css, 'page', 'dark')];
  const there = contrast(accent, light);
  if (there < CONTRAST)
    throw new Error(
      `accent ${accent} in site.config.ts: its contrast with the light page is ${there.toFixed(1)}, and text needs ${CONTRAST}; choose a darker colour`,
    );
  let onDark = accent;
  for (let share = 0; contrast(onDark, dark) < CONTRAST; share += 0.05) onDark = mix(accent, '#ffffff', share);
  const inTurn = (name: string, values: readonly string[], text: string): string => {
    let theme = 0;
    return text.replace(new RegExp(`--${name}: #[0-9a-f]{6}`, 'g'), () => `--${name}: ${values[theme++]}`);
  };
  const washes = [mix(accent, light, 0.91), mix(onDark, dark, 0.8)];
  return inTurn('accent-wash', washes, inTurn('accent', [accent.toLowerCase(), onDark.toLowerCase()], css));
}

/** tokens.css of this course. */
export const tokensCss = (): string => withAccent(readFileSync('src/site/tokens.css', 'utf8'), course.accent);

/** Vite plugin: applies the course's accent to pages. */
export function accentPlugin() {
  return {
    name: 'accent',
    enforce: 'pre' as const,
    transform: (code: string, id: string) =>
      /\/src\/site\/tokens\.css$/.test(id) ? withAccent(code, course.accent) : undefined,
  };
}
