import type { APIRoute, GetStaticPaths } from 'astro';
import { iconNames, iconPng } from '../../site/icons.ts';

/** `/icons/512.png`: the course's logo as the icon of an installed app. */
export const getStaticPaths = (() => iconNames.map((file) => ({ params: { file } }))) satisfies GetStaticPaths;

export const GET: APIRoute = async ({ params }) =>
  new Response(Buffer.from(await iconPng(params['file'] ?? '')), { headers: { 'Content-Type': 'image/png' } });
