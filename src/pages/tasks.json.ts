import { getCollection } from 'astro:content';
import { createHash } from 'node:crypto';
import type { APIRoute } from 'astro';
import type { SiteTasks } from '../class/sheets/catalogue.ts';
import { codeTasks } from '../class/sheets/code-tasks.ts';
import { listTasks } from '../class/sheets/list-tasks.ts';

/** `/tasks.json`: every task of the site, for the pages that collect and check answers. */
export const GET: APIRoute = async () => {
  const tasks = { ...(await listTasks(await getCollection('docs'))), ...codeTasks };
  const version = createHash('sha256').update(JSON.stringify(tasks)).digest('hex').slice(0, 8);
  return new Response(JSON.stringify({ version, tasks } satisfies SiteTasks));
};
