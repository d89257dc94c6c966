import { serve } from '../../scripts/serve.ts';

/** Serves the built site for all tests on a free port; the tests find its address in SITE_ADDRESS. */
export default async function start(): Promise<() => Promise<void>> {
  const server = await serve({ port: 0 });
  process.env['SITE_ADDRESS'] = server.address;
  return () => server.close();
}
