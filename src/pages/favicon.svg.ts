import type { APIRoute } from 'astro';
import { markSvg } from '../widgets/prerender/mark.ts';

/** The favicon: the course's logo, or the logo of the notes. */
export const GET: APIRoute = () => new Response(markSvg(), { headers: { 'Content-Type': 'image/svg+xml' } });
