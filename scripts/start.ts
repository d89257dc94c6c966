/**
 * npm start                       builds the site and serves it
 * npm start -- --port=4000        at this port; 0 chooses a free one
 * npm start -- --host=0.0.0.0     also to other machines; without it only to this one
 */
import { run } from './command.ts';
import { exitWith, readOptions } from './options.ts';
import { addressOf, addressOptions, serve } from './serve.ts';

const { values } = readOptions({ url: import.meta.url, name: 'npm start' }, addressOptions);
try {
  const where = addressOf(values);
  const build = await run('astro', ['build']);
  if (build.code !== 0) {
    console.error('\nThe site was not built, so there is nothing to serve. The first error above says what to fix.');
    process.exit(build.code);
  }
  const server = await serve(where);
  console.log(`\nThe site is at ${server.address} (Ctrl+C ends it).`);
} catch (error) {
  exitWith(error);
}
