/** The core of the site in Firefox beside Chromium: done again where what it was served, or its own code, has changed. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { browserPath } from '../browser.ts';
import { browsers } from '../browsers.ts';
import { root } from '../command.ts';
import type { Count } from './count.ts';
import { readSources } from './imports.ts';
import { unlessPassed } from './kept-steps.ts';
import { readSite } from './served.ts';

/**
 * @param base path of the site on its host
 * @param again whether also where it passed with the same code and the same bytes
 */
export async function firefox(say: (line: string) => void, base: string, again: boolean): Promise<Count> {
  const versions = (['chromium', 'firefox'] as const).map(
    (name) => spawnSync(browserPath(name), ['--version'], { encoding: 'utf8' }).stdout,
  );
  const site = readSite(join(root, 'dist'));
  const asked = new Set<string>();
  const hash = (served: readonly string[]): string => {
    const sources = readSources(root, versions.join(' '));
    const code = [...sources.closureOf('scripts/browsers.ts').files, 'package-lock.json', 'tsconfig.json'];
    return `${sources.hashOf(code)} ${site.hashOf(served)}`;
  };
  const served = (): string[] =>
    [...asked].map((path) => decodeURIComponent(path.slice(base.length))).map((path) => site.fileAt(path) ?? path);
  const { count, isOld } = await unlessPassed(root, { name: 'firefox', hash, served, again }, () =>
    browsers(['firefox'], { quick: true, onRequest: (path) => asked.add(path) }, say),
  );
  if (isOld) say('passed before with the same code and pages; --all visits them again');
  return count;
}
