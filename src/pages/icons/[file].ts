import type { APIRoute, GetStaticPaths } from 'astro';
import { iconNames, iconPng } from '../../site/icons.ts';

/** `/icons/512.png`: the mark of the course, as a device shows an app that is installed. */
export const getStaticPaths = (() => iconNames.map((file) => ({ params: { file } }))) satisfies GetStaticPaths;

export const GET: APIRoute = async ({ params }) =>
  new Response(Buffer.from(await iconPng(params['file'] ?? '')), { headers: { 'Content-Type': 'image/png' } });
