import type { APIRoute, GetStaticPaths } from 'astro';
import { site } from '../../../site.config.ts';
import { defaults } from '../../engine/values.ts';
import { experiments } from '../../experiments/index.ts';
import { experimentOf, presentationOf } from '../../widgets/prerender/experiments.ts';
import { PREVIEW_HEIGHT, previewPng } from '../../widgets/prerender/preview-png.ts';
import { standaloneSvg } from '../../widgets/prerender/static-picture.ts';

/**
 * `/figures/<id>.svg` to share, and `/figures/<id>.png`, 1200 x 630, for link previews: both at the schema's defaults.
 * A preview needs an absolute URL, so a site without a configured address has none.
 */
export const getStaticPaths: GetStaticPaths = () =>
  (site ? ['svg', 'png'] : ['svg']).flatMap((kind) =>
    Object.keys(experiments).map((id) => ({ params: { file: `${id}.${kind}` } })),
  );

export const GET: APIRoute = async ({ params }) => {
  const [id = '', kind] = (params['file'] ?? '').split('.');
  const experiment = await experimentOf(id);
  const presentation = await presentationOf(id, experiment, defaults(experiment.parameters));
  if (kind === 'svg')
    return new Response(standaloneSvg(presentation, experiment.title, { theme: 'light' }), {
      headers: { 'Content-Type': 'image/svg+xml' },
    });
  const svg = standaloneSvg(presentation, experiment.title, { theme: 'light', height: PREVIEW_HEIGHT });
  return new Response(Uint8Array.from(await previewPng(svg)), { headers: { 'Content-Type': 'image/png' } });
};
