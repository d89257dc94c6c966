import glue from '@micropython/micropython-webassembly-pyscript/micropython.mjs?raw';
import type { APIRoute } from 'astro';
import { classicGlue } from '../../python/glue.ts';
import worker from '../../python/worker.js?raw';

/** `/sandbox/python.js`: the worker in which the reader's Python runs, bundled by the build rather than by the page. */
export const GET: APIRoute = () =>
  new Response(`${classicGlue(glue)}\n${worker}`, { headers: { 'Content-Type': 'text/javascript; charset=utf-8' } });
