/**
 * npm run kernels   compiles src/engine/kernels/assembly twice and writes src/engine/kernels/modules.ts
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const SOURCES = join('src', 'engine', 'kernels', 'assembly');
const TARGET = join('src', 'engine', 'kernels', 'modules.ts');
const COMPILER = join(process.cwd(), 'node_modules', 'assemblyscript', 'bin', 'asc.js');
const OPTIONS = ['--runtime', 'stub', '--noAssert', '--optimizeLevel', '3', '--shrinkLevel', '0', '--enable', 'simd'];
// Functions between the files pass vectors to each other; none of them leaves the module.
const QUIET = ['--disableWarning', '112'];

/** Compiles one module. The sources end in .as so that tools for TypeScript leave them alone; the compiler wants .ts. */
function compile(features: readonly string[]): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'kernels-'));
  try {
    for (const file of readdirSync(SOURCES))
      copyFileSync(join(SOURCES, file), join(folder, file.replace(/\.as$/, '.ts')));
    const args = [COMPILER, 'kernels.ts', ...OPTIONS, ...features, ...QUIET, '--outFile', 'kernels.wasm'];
    const done = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`asc ended with ${done.status}\n${done.stdout}${done.stderr}`);
    return readFileSync(join(folder, 'kernels.wasm'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The text of modules.ts as the sources now stand. */
export function kernelModules(): string {
  return `// Made by npm run kernels from assembly/*.as; a test compiles them again and compares.

/** WebAssembly with SIMD, in base64. */
export const simd =
  '${compile([]).toString('base64')}';

/** The same with relaxed SIMD: products and sums are rounded once. */
export const relaxedSimd =
  '${compile(['--enable', 'relaxed-simd']).toString('base64')}';
`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(TARGET, kernelModules());
}
