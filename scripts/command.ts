/** Runs this project's tools as child processes of this Node, whatever `node` is on PATH. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../', import.meta.url));

const entries = {
  astro: 'astro/bin/astro.mjs',
  biome: '@biomejs/biome/bin/biome',
  vitest: 'vitest/vitest.mjs',
  playwright: '@playwright/test/cli.js',
  tsc: 'typescript-7/bin/tsc',
} as const;
export type Tool = keyof typeof entries;

/**
 * Variables of Vitest's own process that must not reach a tool started by a test: a build would otherwise run in test
 * mode.
 */
const OF_VITEST = /^(NODE_ENV|MODE|DEV|PROD|SSR|TEST|BASE_URL|VITEST.*|TINYPOOL.*)$/;
const inherited = Object.entries(process.env).filter(([name]) => !process.env['VITEST'] || !OF_VITEST.test(name));

/**
 * The environment of every tool: Astro sends no usage data, and Node caches compiled code, which is most of the work of
 * a short command.
 */
export const environment: NodeJS.ProcessEnv = {
  NODE_COMPILE_CACHE: `${root}node_modules/.cache/compiled`,
  ...Object.fromEntries(inherited),
  ASTRO_TELEMETRY_DISABLED: '1',
};

const fileOf = (tool: Tool | { file: string }): string =>
  typeof tool === 'string' ? `${root}node_modules/${entries[tool]}` : tool.file;

export interface CommandOptions {
  directory?: string;
  environment?: Readonly<Record<string, string>>;
  /** Captures the output for the caller instead of showing it. */
  quiet?: boolean;
}

export interface Outcome {
  code: number;
  output: string;
  seconds: number;
}

/**
 * Runs a tool and waits for its end. `code` is 1 for a tool ended by a signal; rejects if the tool cannot start.
 * @param tool one of this project's, or the file that starts another
 */
export function run(
  tool: Tool | { file: string },
  args: readonly string[],
  options: CommandOptions = {},
): Promise<Outcome> {
  const directory = options.directory ?? root;
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [fileOf(tool), ...args], {
      cwd: directory,
      env: { ...environment, ...options.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (stream: NodeJS.WriteStream) => (chunk: Buffer) => {
      output += chunk.toString();
      if (!options.quiet) stream.write(chunk);
    };
    child.stdout.on('data', keep(process.stdout));
    child.stderr.on('data', keep(process.stderr));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code: code ?? 1, output, seconds: (performance.now() - started) / 1000 });
    });
  });
}

/** Text without colours and cursor movements. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is removed
export const plain = (text: string): string => text.replace(/\u001b\[[0-9;]*[A-Za-z]/g, '');
