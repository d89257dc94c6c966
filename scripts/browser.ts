/**
 * Finds a Chromium for the browser tests and the audit: CHROME_PATH, then one on this machine, else installs one
 * (Debian's as root, else Playwright's). Says on stderr what it did. `node scripts/browser.ts` prints the path.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { root } from './command.ts';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
] as const;
const macPlaces = ['Google Chrome', 'Chromium', 'Microsoft Edge'].flatMap((name) =>
  ['/Applications', `${process.env['HOME'] ?? ''}/Applications`].map(
    (folder) => `${folder}/${name}.app/Contents/MacOS/${name}`,
  ),
);

const isRoot = process.getuid?.() === 0;

/** Flags for a quiet browser; root in a container has no sandbox and a small /dev/shm. */
export const browserFlags: readonly string[] = [
  ...(isRoot ? ['--no-sandbox', '--disable-dev-shm-usage'] : []),
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-gpu',
];

let found: string | undefined;

/** The path of a Chromium that starts. Throws where none is there and none can be installed. */
export function browserPath(): string {
  // Playwright reads its configuration once in each worker: the environment carries the answer to them.
  found ??= process.env['FOUND_BROWSER'] ?? chosen() ?? present() ?? installed();
  process.env['FOUND_BROWSER'] = found;
  return found;
}

function chosen(): string | undefined {
  const path = process.env['CHROME_PATH'];
  if (path === undefined || path === '') return undefined;
  if (starts(path)) return path;
  throw new Error(`CHROME_PATH=${path} does not start: give the path of a Chromium or Chrome, or unset it`);
}

function present(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  const places = [...onPath, ...(process.platform === 'darwin' ? macPlaces : []), chromium.executablePath()];
  return places.find((place) => existsSync(place) && starts(place));
}

function installed(): string {
  if (isRoot && existsSync('/etc/debian_version')) {
    say('no Chromium found: installing Debian package chromium (apt-get)');
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (...args: string[]) => spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env: environment });
    apt('update');
    apt('install', '-y', 'chromium');
    const path = present();
    if (path !== undefined) return told(path);
  }
  say('no Chromium found: running `npx playwright install chromium`');
  const cli = join(root, 'node_modules/@playwright/test/cli.js');
  const dependencies = isRoot && existsSync('/etc/debian_version') ? ['--with-deps'] : [];
  spawnSync(process.execPath, [cli, 'install', ...dependencies, 'chromium'], { stdio: ['ignore', 2, 2] });
  const path = chromium.executablePath();
  if (existsSync(path)) return told(path);
  throw new Error('no Chromium, and none could be installed: install Chromium or Chrome, or set CHROME_PATH to one');
}

/** Ubuntu's chromium-browser without its snap is a file that exists and does not run. */
function starts(path: string): boolean {
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

function told(path: string): string {
  say(`installed ${path}`);
  return path;
}

function say(text: string): void {
  process.stderr.write(`browser: ${text}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(browserPath());
