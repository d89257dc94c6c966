import { getCollection } from 'astro:content';
import type { APIRoute } from 'astro';
import { figurePlaces } from '../../site/figure-places.ts';

/** `/figures/index.json`: which page has which figure, for links that came to the wrong one. */
export const GET: APIRoute = async () => new Response(JSON.stringify(figurePlaces(await getCollection('docs'))));
