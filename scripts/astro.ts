/**
 * npm run dev, npm run build   Astro with its own options: npm run build -- --verbose
 *
 * Runs Astro with telemetry disabled.
 */
import { spawn } from 'node:child_process';
import { environment, root } from './command.ts';

const astro = spawn(process.execPath, [`${root}node_modules/astro/bin/astro.mjs`, ...process.argv.slice(2)], {
  cwd: root,
  env: environment,
  stdio: 'inherit',
});
astro.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === null ? 0 : 1);
});
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => astro.kill(name));
