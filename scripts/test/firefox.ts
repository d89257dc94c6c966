/** The core of the site in Firefox beside Chromium: a command of verification/, whose packages it wants. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from '../command.ts';
import { type Count, one } from './count.ts';

export async function firefox(say: (line: string) => void): Promise<Count> {
  if (!existsSync(join(root, 'verification/node_modules')))
    return one('firefox', 'its packages are not there: run `npm ci --prefix verification`');
  const file = join(root, 'verification/browsers.ts');
  const { code, output } = await run({ file }, ['--engines=firefox', '--quick'], { quiet: true });
  say(output);
  const [, passed, failed] = /^(\d+) passed, (\d+) failed$/m.exec(output) ?? [];
  const failures = [...output.matchAll(/^failed: (.*)$/gm)].map(([, text = '']) => text);
  if (passed === undefined || code > 1) return one('firefox', `ended with exit code ${code}`);
  return { passed: Number(passed), failed: Number(failed), failures };
}
