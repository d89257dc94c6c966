/**
 * npm run kernels   compiles src/engine/kernels/assembly twice and writes src/engine/kernels/modules.ts and gabor-module.ts
 *
 * Once with plain SIMD and once with relaxed SIMD, whose products and sums are rounded once. The output is committed, so a
 * build does not need this command; a test fails if the sources have changed since.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../scripts/command.ts';
import { readOptions } from '../scripts/options.ts';

const SOURCES = join('src', 'engine', 'kernels', 'assembly');
const TARGET = join('src', 'engine', 'kernels');
const COMPILER = join(root, 'verification/node_modules/assemblyscript/bin/asc.js');
const OPTIONS = ['--runtime', 'stub', '--noAssert', '--optimizeLevel', '3', '--shrinkLevel', '0', '--enable', 'simd'];
// Functions between the files pass vectors to each other; none of them leaves the module.
const QUIET = ['--disableWarning', '112'];

/**
 * Compiles one module from its entry file. The sources end in .as so that TypeScript tools ignore them; the compiler
 * requires .ts.
 */
function compile(entry: string, features: readonly string[] = []): string {
  const folder = mkdtempSync(join(tmpdir(), 'kernels-'));
  try {
    for (const file of readdirSync(SOURCES))
      copyFileSync(join(SOURCES, file), join(folder, file.replace(/\.as$/, '.ts')));
    const args = [COMPILER, entry, ...OPTIONS, ...features, ...QUIET, '--outFile', 'kernels.wasm'];
    const done = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`asc ended with ${done.status}\n${done.stdout}${done.stderr}`);
    return readFileSync(join(folder, 'kernels.wasm')).toString('base64');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The hash of all sources together, in the order of their names. */
function hashOfSources(): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(SOURCES).sort()) hash.update(readFileSync(join(SOURCES, file)));
  return hash.digest('hex');
}

const made = (): string =>
  `// Made by npm run kernels --prefix verification from assembly/*.as, whose SHA-256 is
// ${hashOfSources()}
`;

/** The text of each generated file, by its name, from the current sources. */
export function kernelModules(): Record<string, string> {
  return {
    'modules.ts': `${made()}
/** WebAssembly with SIMD, in base64. */
export const simd =
  '${compile('kernels.ts')}';

/** WebAssembly with relaxed SIMD: products and sums are rounded once. */
export const relaxedSimd =
  '${compile('kernels.ts', ['--enable', 'relaxed-simd'])}';
`,
    'gabor-module.ts': `${made()}
/** WebAssembly with SIMD, in base64. */
export const gaborModule =
  '${compile('gabor.ts')}';
`,
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  readOptions({ url: import.meta.url, name: 'npm run kernels' }, {});
  for (const [file, text] of Object.entries(kernelModules())) writeFileSync(join(TARGET, file), text);
}
