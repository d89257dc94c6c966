/** `npm start`: builds the site and serves it. `-- --port=4000`, `-- --host=0.0.0.0`. */
import { parseArgs } from 'node:util';
import { run } from './command.ts';
import { serve } from './serve.ts';

const { values } = parseArgs({ options: { port: { type: 'string' }, host: { type: 'string' } } });
const port = Number(values.port ?? 4321);
if (!Number.isInteger(port) || port < 0 || port > 65535) {
  console.error(`--port=${values.port} is not a port: give a whole number from 0 to 65535.`);
  process.exit(2);
}

const build = await run('astro', ['build']);
if (build.code !== 0) {
  console.error('\nThe site was not built, so there is nothing to serve. The first error above says what to mend.');
  process.exit(build.code);
}
try {
  const server = await serve({ port, ...(values.host !== undefined && { host: values.host }) });
  console.log(`\nThe site is at ${server.address} (Ctrl+C ends it).`);
} catch (error) {
  console.error(`\nThe site was built but cannot be served: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
