import type { APIRoute, GetStaticPaths } from 'astro';
import { experiments } from '../../experiments/index.ts';
import { precomputedOf } from '../../widgets/prerender/precomputed.ts';

/** `/precomputed/<id>.json`: results of a long experiment at its defaults, loaded when a reader touches it. */
export const getStaticPaths: GetStaticPaths = async () => {
  const all = await Promise.all(
    Object.entries(experiments).map(async ([id, load]) => ({ id, pace: (await load()).default.pace })),
  );
  return all.filter(({ pace }) => pace === 'long').map(({ id }) => ({ params: { id } }));
};

export const GET: APIRoute = async ({ params }) => {
  const { parts } = await precomputedOf(params['id'] ?? '');
  return new Response(JSON.stringify(parts), { headers: { 'Content-Type': 'application/json' } });
};
