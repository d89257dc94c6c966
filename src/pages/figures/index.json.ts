import { getCollection } from 'astro:content';
import type { APIRoute } from 'astro';
import { figurePages } from '../../site/figure-pages.ts';

/** `/figures/index.json`: which page has which figure, for links that came to the wrong one. */
export const GET: APIRoute = async () => new Response(JSON.stringify(figurePages(await getCollection('docs'))));
