import { join } from 'node:path';
import { root, run } from '../../scripts/command.ts';
import { differences, readSiteBytes } from '../../tests/site-bytes.ts';
import { atMost, type Row } from './row.ts';

/** Builds twice in this folder; the second build is served afterwards. */
export async function auditBuild(): Promise<Row[]> {
  const build = async () => {
    const { code, output, seconds } = await run('astro', ['build'], { quiet: true });
    if (code !== 0) throw new Error(`the build failed:\n${output}`);
    return { seconds, bytes: readSiteBytes(join(root, 'dist')) };
  };
  const first = await build();
  const second = await build();
  const changed = differences(first.bytes, second.bytes);
  const pages = [...second.bytes.keys()].filter((path) => path.endsWith('.html')).length;
  return [
    { page: 'build', what: `time for ${pages} pages`, measured: `${second.seconds.toFixed(1)} s`, budget: 'seconds' },
    atMost(
      'build',
      `files that differ in a second build${changed.length > 0 ? ` (${changed.slice(0, 5).join(', ')})` : ''}`,
      changed.length,
      0,
    ),
  ];
}
