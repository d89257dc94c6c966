/** The icons of the installed site, made by the build from the mark in the tab, or from the logo of the course. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { course } from '../../site.config.ts';
import { token, tokensCss } from '../widgets/prerender/accent.ts';
import { markSvg } from '../widgets/prerender/mark.ts';

const PLAIN = ['192.png', '512.png'] as const;
/** The system crops the icon; only a circle of four fifths is safe. */
const MASKABLE = 'maskable.png';
/** For the home screen of a phone by Apple, which wants no clear background. */
const TOUCH = 'touch.png';
const SIZES: Readonly<Record<string, number>> = { '192.png': 192, '512.png': 512, [MASKABLE]: 512, [TOUCH]: 180 };
export const iconNames = Object.keys(SIZES);

/** Their entries in the manifest. */
export const iconsOf = (base: string): object[] => [
  ...PLAIN.map((file) => ({ src: `${base}icons/${file}`, sizes: sizes(file), type: 'image/png', purpose: 'any' })),
  { src: `${base}icons/${MASKABLE}`, sizes: sizes(MASKABLE), type: 'image/png', purpose: 'maskable' },
];

const sizes = (file: string): string => `${SIZES[file]}x${SIZES[file]}`;

const TYPES: Readonly<Record<string, string>> = { svg: 'svg+xml', png: 'png', jpg: 'jpeg', jpeg: 'jpeg' };

export async function iconPng(file: string): Promise<Uint8Array> {
  const size = SIZES[file];
  if (size === undefined) throw new Error(`no icon ${file}`);
  const logo =
    course.logo === '' ? Buffer.from(markSvg('light')) : readFileSync(join(process.cwd(), 'public', course.logo));
  const type = TYPES[course.logo === '' ? 'svg' : (course.logo.split('.').at(-1)?.toLowerCase() ?? '')];
  if (type === undefined) throw new Error(`site.config.ts: the logo ${course.logo} is not an SVG, PNG or JPEG`);
  const isPlain = PLAIN.some((plain) => plain === file);
  const share = isPlain ? 1 : 0.62;
  const [edge, inner] = [(size * (1 - share)) / 2, size * share];
  const background = isPlain
    ? ''
    : `<rect width="${size}" height="${size}" fill="${token(tokensCss(), 'page', 'light')}"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}">${background}<image x="${edge}" y="${edge}" width="${inner}" height="${inner}" href="data:image/${type};base64,${logo.toString('base64')}"/></svg>`;
  return new Resvg(svg).render().asPng();
}
