/**
 * Finds a browser for the tests and the audit: CHROME_PATH or FIREFOX_PATH, then one installed on this machine, else
 * installs one (Debian's as root, else Playwright's). Reports on stderr. `node scripts/browser.ts` prints Chromium's path.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserType, chromium, firefox } from '@playwright/test';
import { root } from './command.ts';

interface Kind {
  name: string;
  /** The environment variable that chooses a browser, and the one that passes the result on. */
  chosen: string;
  found: string;
  commands: readonly string[];
  /** Applications on a Mac, and the executable in each. */
  macPlaces: readonly (readonly [application: string, program: string])[];
  /** The first one available in Debian's release is installed. */
  debianPackages: readonly string[];
  playwright: BrowserType;
}

const wholes = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];
const macPlaces = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => [name, name] as const);

const kinds = {
  /**
   * The browser that readers have: for measurements, and for features of a full browser, such as the back/forward
   * cache.
   */
  chromium: {
    name: 'Chromium',
    chosen: 'CHROME_PATH',
    found: 'FOUND_BROWSER',
    commands: wholes,
    macPlaces,
    debianPackages: ['chromium'],
    playwright: chromium,
  },
  /** Headless, it renders the same page in about half the time; Playwright prefers it, too. */
  shell: {
    name: 'headless Chromium',
    chosen: 'CHROME_PATH',
    found: 'FOUND_SHELL',
    commands: ['chromium-headless-shell', 'chrome-headless-shell', ...wholes],
    macPlaces,
    debianPackages: ['chromium-headless-shell', 'chromium'],
    playwright: chromium,
  },
  firefox: {
    name: 'Firefox',
    chosen: 'FIREFOX_PATH',
    found: 'FOUND_FIREFOX',
    commands: ['firefox-esr', 'firefox'],
    macPlaces: [['Firefox', 'firefox']],
    debianPackages: ['firefox-esr'],
    playwright: firefox,
  },
} satisfies Record<string, Kind>;

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

/** The path of a browser that starts. Throws if there is none and none can be installed. */
export function browserPath(which: keyof typeof kinds = 'chromium'): string {
  const kind = kinds[which];
  // Playwright loads its configuration once per worker: the environment passes the path on to them.
  const path = process.env[kind.found] ?? chosen(kind) ?? present(kind) ?? installed(kind);
  process.env[kind.found] = path;
  return path;
}

function chosen({ chosen, name }: Kind): string | undefined {
  const path = process.env[chosen];
  if (path === undefined || path === '') return undefined;
  if (starts(path)) return path;
  throw new Error(`${chosen}=${path} does not start: give the path of a ${name}, or unset it`);
}

function present({ commands, macPlaces, playwright }: Kind): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = commands.flatMap((name) => folders.map((folder) => join(folder, name)));
  const onMac = macPlaces.flatMap(([application, program]) =>
    ['/Applications', `${process.env['HOME'] ?? ''}/Applications`].map(
      (folder) => `${folder}/${application}.app/Contents/MacOS/${program}`,
    ),
  );
  const places = [...onPath, ...(process.platform === 'darwin' ? onMac : []), playwright.executablePath()];
  return places.find((place) => existsSync(place) && starts(place));
}

function installed(kind: Kind): string {
  const { name, debianPackages, playwright, chosen } = kind;
  if (isRoot && existsSync('/etc/debian_version')) {
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (...args: string[]) => spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env: environment });
    apt('update');
    for (const debianPackage of debianPackages) {
      say(`no ${name} found: installing Debian package ${debianPackage} (apt-get)`);
      apt('install', '-y', debianPackage);
      const path = present(kind);
      if (path !== undefined) return told(path);
    }
  }
  say(`no ${name} found: running \`npx playwright install ${playwright.name()}\``);
  const cli = join(root, 'node_modules/@playwright/test/cli.js');
  const dependencies = isRoot && existsSync('/etc/debian_version') ? ['--with-deps'] : [];
  spawnSync(process.execPath, [cli, 'install', ...dependencies, playwright.name()], { stdio: ['ignore', 2, 2] });
  const path = playwright.executablePath();
  if (existsSync(path)) return told(path);
  throw new Error(
    `no ${name}, and none could be installed: install ${name} (Debian package ${debianPackages[0]}), or set ${chosen} to one`,
  );
}

/** Ubuntu's chromium-browser without its snap exists but does not run. */
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
