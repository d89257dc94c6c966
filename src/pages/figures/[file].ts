import type { APIRoute, GetStaticPaths } from 'astro';
import { defaults } from '../../engine/values.ts';
import { experiments } from '../../experiments/index.ts';
import { experimentOf, presentationOf } from '../../widgets/build/experiments.ts';
import { memo, textsOf } from '../../widgets/build/memo.ts';
import { PREVIEW_HEIGHT, previewPng } from '../../widgets/build/preview-png.ts';
import { standaloneSvg } from '../../widgets/build/static-picture.ts';

/** `/figures/<id>.svg` to share, and `/figures/<id>.png`, 1200 x 630, for link previews: both at the schema's defaults. */
export const getStaticPaths: GetStaticPaths = () =>
  Object.keys(experiments).flatMap((id) => [{ params: { file: `${id}.svg` } }, { params: { file: `${id}.png` } }]);

/** Files that decide how a picture becomes a PNG: the packages, with the fonts among them, and our own code. */
const DRAWN_BY = ['package-lock.json', 'src/widgets/build/preview-png.ts', 'src/widgets/panels/{math-text,text}.ts'];

export const GET: APIRoute = async ({ params }) => {
  const [id = '', kind] = (params['file'] ?? '').split('.');
  const experiment = await experimentOf(id);
  const presentation = await presentationOf(id, experiment, defaults(experiment.parameters));
  if (kind === 'svg')
    return new Response(standaloneSvg(presentation, experiment.title, { theme: 'light' }), {
      headers: { 'Content-Type': 'image/svg+xml' },
    });
  const svg = standaloneSvg(presentation, experiment.title, { theme: 'light', height: PREVIEW_HEIGHT });
  // Drawing it takes longer than all else of a figure.
  const png = await memo(`preview-${id}`, [textsOf(DRAWN_BY), svg], () => previewPng(svg));
  return new Response(Uint8Array.from(png), { headers: { 'Content-Type': 'image/png' } });
};
