import { getCollection } from 'astro:content';
import type { APIRoute } from 'astro';
import { codeTasks } from '../sheets/code-tasks.ts';
import { listTasks } from '../sheets/list-tasks.ts';
import { isEnglish } from '../site/languages.ts';

/** `/tasks.json`: every task of the site, for the pages that gather what was done and check it. */
export const GET: APIRoute = async () =>
  new Response(JSON.stringify({ ...(await listTasks(await getCollection('docs', isEnglish))), ...codeTasks }));
