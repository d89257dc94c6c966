import glue from '@micropython/micropython-webassembly-pyscript/micropython.mjs?raw';
import type { APIRoute } from 'astro';
import { classicGlue } from '../../laboratory/python/glue.ts';
import worker from '../../laboratory/python/worker.js?raw';

/** `/sandbox/python.js`: the worker in which the reader's Python runs. Put together here, the page has nothing to change in it. */
export const GET: APIRoute = () =>
  new Response(`${classicGlue(glue)}\n${worker}`, { headers: { 'Content-Type': 'text/javascript; charset=utf-8' } });
