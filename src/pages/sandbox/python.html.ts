import type { APIRoute } from 'astro';
import { sandboxPage } from '../../python/frame.ts';

/** `/sandbox/python.html`: the frame in which the reader's Python runs, with a policy of its own. */
export const GET: APIRoute = () =>
  new Response(sandboxPage, { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
