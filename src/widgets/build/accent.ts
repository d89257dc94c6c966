/**
 * The colour of what readers touch, if a course has its own: tokens.css with it in both themes, and whether it can be read
 * and told from the other runs by every kind of vision.
 */
import { readFileSync } from 'node:fs';
import { course } from '../../../site.config.ts';
import { parseRules } from './standalone-styles.ts';

type Theme = 'light' | 'dark';
type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

/** The runs that one sheet may show together. */
export const RULES = ['accent', 'descent', 'momentum', 'adam'] as const;
/** Other colours that a figure draws with, and the ink of its sheets. */
const ROLES = { measured: 'what is measured', theory: 'theory', batch: 'a batch', danger: 'danger', s11: 'the sheets' };
/** Least contrast of a line with the page, and least distance of two in CIELAB. */
export const CONTRAST = 4.5;
export const DISTANCE = 13;

/** @throws Error if the sheet does not define it */
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

const each = <T>([a, b, c]: readonly [T, T, T], of: (one: T) => number): Triple => [of(a), of(b), of(c)];

const partsOf = (hex: string): Triple => each([1, 3, 5], (at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);

const linear = (hex: string): Triple =>
  each(partsOf(hex), (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));

const times = (rows: Matrix, [r, g, b]: Triple): Triple => each(rows, ([x, y, z]) => x * r + y * g + z * b);

/** Machado, Oliveira, Fernandes 2009, severity 1, on linear light. */
export const VISION = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} satisfies Record<string, Matrix>;
const TO_XYZ: Matrix = [
  [0.4124564, 0.3575761, 0.1804375],
  [0.2126729, 0.7151522, 0.072175],
  [0.0193339, 0.119192, 0.9503041],
];

function lab(light: Triple): Triple {
  const [x, y, z] = times(
    TO_XYZ,
    each(light, (part) => Math.min(1, Math.max(0, part))),
  );
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : (t * 24389) / 27 / 116 + 16 / 116);
  const [fx, fy, fz] = [f(x / 0.95047), f(y), f(z / 1.08883)];
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}

const brightness = (hex: string): number => times(TO_XYZ, linear(hex))[1];

export function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [brightness(one), brightness(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** How far two colours are from each other in CIELAB, seen with this kind of vision, one of `VISION`. */
export function distance(one: string, other: string, vision: Matrix): number {
  const seen = (hex: string): Triple => lab(times(vision, linear(hex)));
  const [[a, b, c], [x, y, z]] = [seen(one), seen(other)];
  return Math.hypot(a - x, b - y, c - z);
}

function mix(hex: string, other: string, share: number): string {
  const [from, to] = [partsOf(hex), partsOf(other)];
  const parts = from.map((part, k) => Math.round(255 * (part * (1 - share) + (to[k] ?? 0) * share)));
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** The fault of a colour as the accent of a theme; undefined if it has none. */
function trouble(css: string, hex: string, theme: Theme): string | undefined {
  const page = token(css, 'page', theme);
  if (contrast(hex, page) < CONTRAST)
    return `its contrast with the ${theme} page is ${contrast(hex, page).toFixed(1)}, and text wants ${CONTRAST}`;
  for (const rule of RULES.slice(1))
    for (const [name, vision] of Object.entries(VISION))
      if (distance(hex, token(css, rule, theme), vision) <= DISTANCE)
        return `it is too near the colour of ${rule}${name === 'usual' ? '' : `, seen with ${name}`}`;
  for (const [role, what] of Object.entries(ROLES))
    if (distance(hex, token(css, role, theme), VISION.usual) <= 1.5 * DISTANCE)
      return `it is too near the colour of ${what}`;
  return undefined;
}

/** The colour for dark pages: as much white in it as it needs there. */
function darkOf(css: string, hex: string): string | undefined {
  for (let share = 0; share < 0.8; share += 0.05) {
    const candidate = mix(hex, '#ffffff', share);
    if (contrast(candidate, token(css, 'page', 'dark')) >= CONTRAST && trouble(css, candidate, 'dark') === undefined)
      return candidate;
  }
  return undefined;
}

/** Why a colour cannot be the accent, as the rest of a sentence; undefined if it can. */
export function accentTrouble(css: string, hex: string): string | undefined {
  if (!/^#[0-9a-f]{6}$/i.test(hex)) return 'a colour is # and six of 0 to 9 and a to f, as in #c50071';
  const light = trouble(css, hex, 'light');
  if (light !== undefined) return light;
  return darkOf(css, hex) === undefined ? 'no lighter kin of it can be told from the runs on a dark page' : undefined;
}

const made = new Map<string, string>();

/** @throws Error if the colour cannot be the accent */
export function withAccent(css: string, accent: string): string {
  if (accent === '') return css;
  const key = `${accent}\n${css}`;
  const sheet = made.get(key) ?? accented(css, accent);
  made.set(key, sheet);
  return sheet;
}

function accented(css: string, accent: string): string {
  const wrong = accentTrouble(css, accent);
  const dark = darkOf(css, accent);
  if (wrong !== undefined || dark === undefined) throw new Error(`accent ${accent} in site.config.ts: ${wrong}`);
  const washes = [mix(accent, token(css, 'page', 'light'), 0.91), mix(dark, token(css, 'page', 'dark'), 0.8)];
  const accents = [accent.toLowerCase(), dark];
  const inTurn = (name: string, values: readonly string[], text: string): string => {
    let theme = 0;
    return text.replace(new RegExp(`--${name}: #[0-9a-f]{6}`, 'g'), () => `--${name}: ${values[theme++]}`);
  };
  return inTurn('accent-wash', washes, inTurn('accent', accents, css));
}

/** tokens.css of this course. */
export const tokensCss = (): string => withAccent(readFileSync('src/site/tokens.css', 'utf8'), course.accent);

/** Vite plugin: pages have the course's accent. */
export function accentPlugin() {
  return {
    name: 'accent',
    enforce: 'pre' as const,
    transform: (code: string, id: string) =>
      /\/src\/site\/tokens\.css$/.test(id) ? withAccent(code, course.accent) : undefined,
  };
}
