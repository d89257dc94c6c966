/** Finds the Python used to check the engine: PYTHON=… chooses another interpreter. */
import { spawnSync } from 'node:child_process';

const chosen = process.env['PYTHON'];

/** Debian's own by default: another python3 on PATH would not have its packages. */
export const python = chosen ?? '/usr/bin/python3';

export type Package = 'numpy' | 'torch';

export const hasPackages = (packages: readonly Package[]): boolean =>
  spawnSync(python, ['-c', `import ${packages.join(', ')}`]).status === 0;

/**
 * Runs Python and returns its output.
 * @throws Error with Python's stderr
 */
export function runPython(args: readonly string[], input?: string): string {
  // -B: writes no byte code beside the scripts.
  const done = spawnSync(python, ['-B', ...args], { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (done.error) throw new Error(`${python}: ${done.error.message}`);
  if (done.status !== 0) throw new Error(`${python} ${args.join(' ')} ended with ${done.status}\n${done.stderr}`);
  return done.stdout;
}

/** Installs missing packages if that needs no confirmation: on Debian, as root, for its own interpreter. */
export function requirePackages(packages: readonly Package[]): void {
  if (hasPackages(packages)) return;
  const wanted = packages.map((name) => ({ numpy: 'NumPy', torch: 'PyTorch' })[name]).join(' or ');
  if (chosen !== undefined)
    throw new Error(`PYTHON=${chosen} lacks ${wanted}: ${chosen} -m pip install ${packages.join(' ')}`);
  const debian = packages.map((name) => `python3-${name}`);
  const install = `apt-get install -y ${debian.join(' ')}`;
  const isRoot = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
  if (!isRoot)
    throw new Error(
      `${python} lacks ${wanted}. On Debian or Ubuntu: sudo ${install}. Elsewhere: PYTHON=/path/of/a/python3 with both`,
    );
  console.log(`${python} lacks ${wanted}; running ${install} (some 200 MB)`);
  for (const args of [['update'], ['install', '-y', ...debian]]) spawnSync('apt-get', args, { stdio: 'inherit' });
  if (!hasPackages(packages)) throw new Error(`after ${install}, ${python} still cannot import ${packages.join(', ')}`);
}
