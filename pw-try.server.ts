import { serve } from './scripts/serve.ts';
export default async function start() {
  const server = await serve({ port: 0, directory: process.env['DIST'] ?? '/tmp/w/lab-try/dist1' });
  process.env['SITE_ADDRESS'] = server.address;
  return () => server.close();
}
