/** The peers of `npm run bench`, and how to start them. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../../scripts/command.ts';
import { startChromium } from './chromium.ts';
import { settings } from './contenders/settings.ts';
import { type Host, startProcess } from './host.ts';

export interface Peer {
  id: string;
  title: string;
  /** Uses single precision even on the Gabor loss. */
  single?: boolean;
  /** Rejects with the reason if it cannot run on this machine. */
  start(): Promise<Host>;
}

const folder = join(root, 'verification/bench/contenders');
const peersFolder = join(folder, 'peers');

/** @param scratch a folder with the inputs, which also receives compiled files */
export function peers(scratch: string): { list: Peer[]; close(): Promise<void> } {
  const node = (script: string, ...args: string[]): Promise<Host> =>
    startProcess(process.execPath, [join(folder, script), ...args]);
  const library = async (script: string, ...args: string[]): Promise<Host> => {
    installLibraries();
    return node(join('peers', script), scratch, ...args);
  };
  let chromium: ReturnType<typeof startChromium> | undefined;
  const inChromium = async (variant: 'engine' | 'simd' | 'plain'): Promise<Host> => {
    chromium ??= startChromium(join(scratch, 'bundle'));
    return (await chromium).host(variant);
  };
  const list: Peer[] = [
    { id: 'plain', title: 'plain TypeScript, Node', start: () => node('hosts/node.ts', 'plain') },
    { id: 'plain-chromium', title: 'plain TypeScript, Chromium', start: () => inChromium('plain') },
    {
      id: 'plain-train',
      title: 'train in a loop without tables, Node',
      start: () => node('hosts/node.ts', 'plain-train'),
    },
    { id: 'engine', title: 'engine, Node', start: () => node('hosts/node.ts', 'engine') },
    { id: 'chromium', title: 'engine, Chromium', start: () => inChromium('engine') },
    { id: 'chromium-simd', title: 'engine without relaxed SIMD, Chromium', start: () => inChromium('simd') },
    { id: 'c', title: 'C, gcc -O3', start: async () => compiled(scratch, []) },
    {
      id: 'c-avx',
      title: 'C, gcc -O3, AVX2 and FMA',
      start: async () => compiled(scratch, ['-mavx2', '-mfma', '-DTILED']),
    },
    { id: 'numpy-notebook', title: 'NumPy as in the notebooks', start: () => python(scratch, 'numpy_notebook.py') },
    { id: 'numpy', title: 'NumPy, vectorised', start: () => python(scratch, 'numpy_vectorised.py') },
    { id: 'torch', title: 'PyTorch, one thread', start: () => python(scratch, 'torch_eager.py') },
    { id: 'tfjs-cpu', title: 'TensorFlow.js cpu, Node', single: true, start: () => library('tfjs.mjs', 'cpu') },
    { id: 'tfjs-wasm', title: 'TensorFlow.js wasm, Node', single: true, start: () => library('tfjs.mjs', 'wasm') },
    { id: 'convnet', title: 'ConvNetJS, Node', start: () => library('convnet.mjs') },
  ];
  return {
    list,
    async close() {
      await (await chromium?.catch(() => undefined))?.close();
    },
  };
}

/** The JavaScript libraries are in a separate package, so that the site does not depend on them. */
function installLibraries(): void {
  if (existsSync(join(peersFolder, 'node_modules'))) return;
  const { status, stderr } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: peersFolder,
    encoding: 'utf8',
  });
  if (status !== 0)
    throw new Error(`npm ci in verification/bench/contenders/peers failed: ${stderr.trim().split('\n')[0]}`);
}

/** Threads of a matrix library: one, as for all others; with the kernels that it chooses itself for this processor. */
const oneThread = {
  OPENBLAS_NUM_THREADS: '1',
  OMP_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
  OPENBLAS_CORETYPE: undefined,
  OPENBLAS_L2_SIZE: undefined,
};

async function python(scratch: string, script: string): Promise<Host> {
  // Debian's own Python has Debian's NumPy and PyTorch, whatever python3 is on PATH.
  const command = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';
  const openblas = findOpenBlas();
  return startProcess(command, [join(peersFolder, script), scratch], {
    ...oneThread,
    ...(openblas !== undefined && { LD_LIBRARY_PATH: openblas }),
  });
}

/** Debian may have several BLAS libraries; NumPy uses the default one unless told otherwise. */
function findOpenBlas(): string | undefined {
  const lib = '/usr/lib';
  if (process.platform !== 'linux' || !existsSync(lib)) return undefined;
  return readdirSync(lib)
    .map((triple) => join(lib, triple, 'openblas-pthread'))
    .find((path) => existsSync(path));
}

/** Both C programs, behind one host. */
async function compiled(scratch: string, flags: readonly string[]): Promise<Host> {
  const hosts = await Promise.all(
    ['gabor', 'network'].map((name) => startProcess(compile(scratch, name, flags), [scratch])),
  );
  const [gabor, network] = hosts as [Host, Host];
  return {
    name: gabor.name,
    ask: (question) => (/epoch|grid|column/.test(question) ? network : gabor).ask(question),
    async close() {
      await Promise.all(hosts.map((host) => host.close()));
    },
  };
}

function compile(scratch: string, name: string, flags: readonly string[]): string {
  const program = join(scratch, `${name}${flags.join('')}`);
  mkdirSync(dirname(program), { recursive: true });
  const { gridRates, gridBatches, gridEpochs, networkRate } = settings;
  const numbers = {
    STEPS: settings.steps,
    BATCH_SEED: settings.batchSeed,
    BATCH: settings.batch,
    DESCENT_RATE: settings.descentRate,
    MOMENTUM_RATE: settings.momentumRate,
    ADAM_RATE: settings.adamRate,
    BETA: settings.beta,
    GAMMA: settings.gamma,
    EPSILON: settings.epsilon,
    CELLS: settings.cells,
    RUNS: settings.runs,
    RUN_STEPS: settings.runSteps,
    RUN_RATE: settings.runRate,
    EXAMPLES: settings.examples,
    WIDTHS: `{${settings.widths.join(',')}}`,
    NETWORK_RATE: networkRate,
    LOWEST_POWER: Math.log2(gridRates[0]!),
    GRID_RATES: gridRates.length,
    GRID_BATCHES: gridBatches.length,
    GRID_EPOCHS: gridEpochs,
  };
  const defines = Object.entries(numbers)
    // The Gabor program has 30 examples of its own.
    .filter(([key]) => name !== 'gabor' || key !== 'EXAMPLES')
    .map(([key, value]) => `-D${key}=${value}`);
  const source = join(peersFolder, `${name}.c`);
  const { status, stderr, error } = spawnSync('gcc', ['-O3', ...flags, ...defines, source, '-o', program, '-lm'], {
    encoding: 'utf8',
  });
  if (error) throw new Error('gcc is not installed');
  if (status !== 0) throw new Error(`gcc refuses ${name}.c: ${stderr.trim().split('\n')[0]}`);
  return program;
}
