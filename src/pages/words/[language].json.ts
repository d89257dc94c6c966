import type { APIRoute, GetStaticPaths } from 'astro';
import { languages } from '../../../site.config.ts';
import { liveWords } from '../../site/site-dictionaries.ts';

/** `/words/de.json`: what the pages of a language may say once they are there. */
export const getStaticPaths: GetStaticPaths = () => languages.map((language) => ({ params: { language } }));

export const GET: APIRoute = async ({ params }) => new Response(JSON.stringify(liveWords(params['language'] ?? '')));
