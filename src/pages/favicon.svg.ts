import type { APIRoute } from 'astro';
import { markSvg } from '../widgets/prerender/mark.ts';

/** The mark in the tab. A course with a logo shows that instead. */
export const GET: APIRoute = () => new Response(markSvg(), { headers: { 'Content-Type': 'image/svg+xml' } });
