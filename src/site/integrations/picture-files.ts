/**
 * Moves pictures that are not visible at first into separate files: those of passages, in folds, and of every figure
 * after the first. The browser loads one when it comes near the window, or when the page is printed; a hydrated figure
 * draws its own picture in its place. Inline, they would be most of the page's bytes. The first figure's surface is
 * such a file, too; it contains no words and is loaded in parallel with the style sheet.
 */
import { createHash } from 'node:crypto';
import { SHARED_SIDE } from '../../widgets/panels/shared.ts';
import { pictureStyle } from '../../widgets/prerender/picture-style.ts';
import { classesIn } from './formula-rules.ts';

/** A drawing for a range of widths: see static-picture.ts. The order of its attributes depends on the renderer. */
const DRAWING = /(<div class="variant [^"]*">)<svg ([^>]*\brole="img"[^>]*)>(.*?)<\/svg>(?=<\/div>)/gs;
const attribute = (attributes: string, name: string): string =>
  new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';
/** The groups shared by several drawings, and one such group. */
const HELD = /<svg class="picture variant-shared" aria-hidden="true"><defs>(.*?)<\/defs><\/svg>/gs;
const GROUP = /<g id="([^"]+)" class="picture">.*?(?=<g id="[^"]+" class="picture">|$)/gs;

/** Elements whose pictures are never replaced by a figure's. */
const LASTING = ['<div class="passage-picture"', '<td class="claim-picture"'];

/** Labels may extend beyond their picture by this fraction of its width and height: `img.picture` in panels.css. */
const MARGIN = 0.02;

/** Start and end, in the HTML, of the pictures that are visible before scrolling. */
function firstOf(html: string): readonly [from: number, to: number] {
  const from = html.indexOf('<figure class="experiment');
  const isScene = html.lastIndexOf('<div class="scene-stage">', from) >= 0;
  const isPair = /^<figure [^>]*\bexperiment-pair\b/.test(html.slice(from));
  return [from, html.indexOf(isScene && !isPair ? '<div class="grip">' : '<div class="under-hand">', from)];
}

/**
 * A page with images in place of its later pictures, and their files. An embed consists of its figure, and keeps its
 * pictures inline.
 * @returns files: SVG by path relative to the base
 */
export function withPictureFiles(html: string, base: string): { page: string; files: Map<string, string> } {
  const files = new Map<string, string>();
  if (!html.includes('<figure class="experiment') || /<body\b[^>]*\bclass="embed"/.test(html))
    return { page: html, files };
  const groups = new Map(
    [...html.matchAll(HELD)].flatMap(([, held = '']) =>
      [...held.matchAll(GROUP)].map(([group, id = '']) => [id, group] as const),
    ),
  );
  const [from, to] = firstOf(html);
  const page = html.replace(DRAWING, (whole, box: string, attributes: string, drawn: string, at: number) => {
    if (at > from && at < to) return whole;
    const [width, height] = [Number(attribute(attributes, 'width')), Number(attribute(attributes, 'height'))];
    // The picture of a passage is for paper and for readers without scripts; and no figure hydrates in a table.
    const lasting =
      Math.max(...LASTING.map((place) => html.lastIndexOf(place, at))) >
      html.lastIndexOf('<figure class="experiment', at);
    const text = fileOf(drawn, { width, height }, groups);
    const path = pathOf(text);
    files.set(path, text);
    // Pictures of passages are hidden from screen readers, so a name would be wasted bytes.
    const name = lasting ? '' : attribute(attributes, 'aria-label');
    return `${box}<img class="picture" src="${base}${path}" alt="${name}" width="${width}" height="${height}" loading="lazy">`;
  });
  const [drawn, surfaces] = withSurfaces(page, base, groups);
  for (const [path, text] of surfaces) files.set(path, text);
  const used = new Set(usedIn(drawn));
  return {
    files,
    page: drawn.replace(HELD, (whole, held: string) => {
      const kept = [...held.matchAll(GROUP)].filter(([, id = '']) => used.has(id)).map(([group]) => group);
      return kept.length > 0 ? whole.replace(held, () => kept.join('')) : '';
    }),
  };
}

const pathOf = (text: string): string =>
  `_astro/picture.${createHash('sha256').update(text).digest('base64url').slice(0, 8)}.svg`;

/** The tints of a map as used in a drawing, and their position. */
const SURFACE =
  /<use href="#([^"]+-tints-\d+)" transform="translate\(([-\d.]+) ([-\d.]+)\) scale\(([-\d.]+) ([-\d.]+)\)"><\/use>/g;
/** A shorter picture is not worth a file, characters. */
const WORTH = 1000;

/** The page with an image in place of its first picture's surface, and the files of such images. */
function withSurfaces(
  page: string,
  base: string,
  groups: ReadonlyMap<string, string>,
): readonly [page: string, files: Map<string, string>] {
  const files = new Map<string, string>();
  const drawn = page.replace(SURFACE, (whole, id: string, x: string, y: string, right: string, down: string) => {
    const group = groups.get(id) ?? '';
    if (group.length < WORTH) return whole;
    const style = pictureStyle(new Set(['picture', ...classesIn(group)]));
    const text = `<svg xmlns="http://www.w3.org/2000/svg" class="picture" viewBox="0 0 ${SHARED_SIDE} ${SHARED_SIDE}" preserveAspectRatio="none"><style>${style}</style>${group}</svg>`;
    files.set(pathOf(text), text);
    const [width, height] = [right, down].map((scale) => Number((Number(scale) * SHARED_SIDE).toFixed(1)));
    return `<image href="${base}${pathOf(text)}" x="${x}" y="${y}" width="${width}" height="${height}" preserveAspectRatio="none"></image>`;
  });
  const asked = [...files.keys()].map((path) => `<link rel="preload" href="${base}${path}" as="image">`).join('');
  return [drawn.replace('<link rel="preload"', () => `${asked}<link rel="preload"`), files];
}

const usedIn = (svg: string): string[] => [...svg.matchAll(/<use href="#([^"]+)"/g)].map(([, id = '']) => id);

/** A label that invites a touch, to which a picture in a file cannot respond. */
const TOUCH = /<text [^>]*\bclass="[^"]*\btouch\b[^"]*"[^>]*>.*?<\/text>/gs;

/** A drawing with its shared groups, its colours and a margin. */
function fileOf(
  whole: string,
  { width, height }: { width: number; height: number },
  groups: ReadonlyMap<string, string>,
): string {
  const drawn = whole.replaceAll(TOUCH, '');
  const shared = usedIn(drawn)
    .map((id) => groups.get(id) ?? '')
    .join('');
  const style = pictureStyle(new Set(['picture', ...classesIn(shared + drawn)]));
  const short = (length: number): number => Number(length.toFixed(1));
  const [w, h] = [short((1 + 2 * MARGIN) * width), short((1 + 2 * MARGIN) * height)];
  const box = `${short(-MARGIN * width)} ${short(-MARGIN * height)} ${w} ${h}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" class="picture" viewBox="${box}" width="${w}" height="${h}"><style>${style}</style><defs>${shared}</defs>${drawn}</svg>`;
}
