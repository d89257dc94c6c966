/**
 * The three engines behind one small interface. Playwright drives Chromium and its own builds of the others, Puppeteer any
 * other Firefox over WebDriver BiDi, and Selenium WebKitGTK over WebDriver.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type BrowserType, chromium, firefox, webkit } from '@playwright/test';
import { type KeyInput, launch } from 'puppeteer-core';
import { Builder, Button, Capabilities, Key, Origin } from 'selenium-webdriver';
import { browserFlags, browserPath } from '../../scripts/browser.ts';
import { UsageError } from '../../scripts/options.ts';

// A folder of a CommonJS package, which has no other specifier that both Node and the compiler accept.
const { DriverService } = createRequire(import.meta.url)(
  'selenium-webdriver/remote',
) as typeof import('selenium-webdriver/remote');

export const engineNames = ['chromium', 'firefox', 'webkit'] as const;
export type EngineName = (typeof engineNames)[number];

/** Keys other than letters, by their name in the DOM. */
const keyNames = {
  Backspace: Key.BACK_SPACE,
  End: Key.END,
  Enter: Key.ENTER,
  Tab: Key.TAB,
  Escape: Key.ESCAPE,
  ArrowRight: Key.ARROW_RIGHT,
  ArrowLeft: Key.ARROW_LEFT,
  ArrowDown: Key.ARROW_DOWN,
} as const;
export type NamedKey = keyof typeof keyNames;
const isNamed = (key: string): key is NamedKey => Object.hasOwn(keyNames, key);

/** One tab of one browser. Pointer and keys are real input. */
export interface Tab {
  /** Name and version: `Firefox 140.1`. */
  readonly browser: string;
  open(address: string): Promise<void>;
  /** Runs a function in the page, which has access only to its arguments. */
  run<A extends readonly unknown[], T>(work: (...args: A) => T | Promise<T>, ...args: A): Promise<T>;
  down(x: number, y: number): Promise<void>;
  move(x: number, y: number): Promise<void>;
  up(): Promise<void>;
  /** Moves, presses and releases in one message. */
  click(x: number, y: number): Promise<void>;
  /** One after the other: a key by its name, or letters, which are sent in one message. */
  press(keys: readonly string[]): Promise<void>;
  resize(width: number, height: number): Promise<void>;
  close(): Promise<void>;
}

const WINDOW = { width: 1280, height: 900 };

export interface TabOptions {
  /** The browsers installed by Playwright, instead of those of this machine. */
  own?: boolean;
  /** Chromium's headless shell: it renders the same page in half the time. */
  shell?: boolean;
}

/**
 * Opens an engine.
 * @throws UsageError if there is none
 */
export async function openTab(name: EngineName, { own = false, shell = false }: TabOptions = {}): Promise<Tab> {
  if (name === 'webkit' && !own) return webkitGtkTab();
  const type = { chromium, firefox, webkit }[name];
  const executablePath =
    own || name === 'webkit' ? ownPath(type) : browserPath(shell && name === 'chromium' ? 'shell' : name);
  // Any Firefox other than Playwright's uses WebDriver BiDi.
  if (name === 'firefox' && executablePath !== type.executablePath()) return bidiTab(executablePath);
  const browser = await type.launch({
    executablePath,
    args: name === 'chromium' ? [...browserFlags] : [],
  });
  const page = await browser.newPage({ viewport: WINDOW });
  const resize = (width: number, height: number) => page.setViewportSize({ width, height });
  return pageTab(`${name} ${browser.version()}`, page, resize, () => browser.close());
}

function ownPath(type: BrowserType): string {
  const path = type.executablePath();
  if (existsSync(path)) return path;
  throw new UsageError(`Playwright's ${type.name()} is not installed: run \`npx playwright install ${type.name()}\`.`);
}

async function bidiTab(executablePath: string): Promise<Tab> {
  const browser = await launch({
    browser: 'firefox',
    executablePath,
    defaultViewport: WINDOW,
  });
  const page = await browser.newPage();
  const resize = (width: number, height: number) => page.setViewport({ width, height });
  return pageTab((await browser.version()).replace('/', ' '), page, resize, () => browser.close());
}

/** Methods common to Playwright's and Puppeteer's pages. */
interface DrivenPage {
  goto(address: string): Promise<unknown>;
  evaluate(text: string): Promise<unknown>;
  mouse: Record<'down' | 'up', () => Promise<void>> & Record<'move' | 'click', (x: number, y: number) => Promise<void>>;
  keyboard: { press(key: KeyInput): Promise<void>; type(text: string): Promise<void> };
}

function pageTab(browser: string, page: DrivenPage, resize: Tab['resize'], close: () => Promise<void>): Tab {
  return {
    browser,
    open: async (address) => void (await page.goto(address)),
    run: async <A extends readonly unknown[], T>(work: (...args: A) => T | Promise<T>, ...args: A) =>
      (await page.evaluate(call(work, args))) as T, // the function's return value
    down: async (x, y) => {
      await page.mouse.move(x, y);
      await page.mouse.down();
    },
    move: (x, y) => page.mouse.move(x, y),
    up: () => page.mouse.up(),
    click: (x, y) => page.mouse.click(x, y),
    press: async (keys) => {
      for (const key of keys) await (isNamed(key) ? page.keyboard.press(key) : page.keyboard.type(key));
    },
    resize,
    close,
  };
}

const GTK_FOLDERS = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/libexec'];

/** WebKitGTK's MiniBrowser, on a virtual screen. */
async function webkitGtkTab(): Promise<Tab> {
  const driver = need('/usr/bin/WebKitWebDriver', 'webkit2gtk-driver');
  const screen = await openScreen();
  const service = new DriverService.Builder(driver)
    .setLoopback(true)
    .setEnvironment({
      ...process.env,
      DISPLAY: screen.display,
      GDK_BACKEND: 'x11',
      // Without a graphics card, CPU rendering takes a third less time than an emulated one.
      WEBKIT_SKIA_ENABLE_CPU_RENDERING: '1',
      // Its sandbox requires privileges that a container lacks; it only opens pages of this machine.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    })
    .build();
  const end = async (): Promise<void> => {
    await service.kill();
    screen.close();
  };
  try {
    const capabilities = new Capabilities({ browserName: 'MiniBrowser' });
    const binary = GTK_FOLDERS.map((folder) => `${folder}/webkit2gtk-4.1/MiniBrowser`).find((path) => existsSync(path));
    if (binary !== undefined) capabilities.set('webkitgtk:browserOptions', { binary, args: ['--automation'] });
    const address = await service.start();
    const session = await new Builder().usingServer(address).withCapabilities(capabilities).build();
    await session.manage().setTimeouts({ script: 60_000 });
    await session
      .manage()
      .window()
      .setRect({ x: 0, y: 0, ...WINDOW });
    const version = String((await session.getCapabilities()).getBrowserVersion() ?? '');
    const moved = (x: number, y: number) =>
      session.actions().move({ x: Math.round(x), y: Math.round(y), origin: Origin.VIEWPORT, duration: 20 });
    return {
      browser: `webkitgtk ${version}`,
      open: (address) => session.get(address),
      run: async (work, ...args) => {
        const answer: { value: Awaited<ReturnType<typeof work>>; error?: string } = await session.executeAsyncScript(
          `const done = arguments[0]; (async () => ${call(work, args)})().then(value => done(value === undefined ? {} : { value }), error => done({ error: String(error) }))`,
        );
        if (answer.error !== undefined) throw new Error(answer.error);
        return answer.value;
      },
      down: (x, y) => moved(x, y).press(Button.LEFT).perform(),
      move: (x, y) => moved(x, y).perform(),
      up: () => session.actions().release(Button.LEFT).perform(),
      click: (x, y) => moved(x, y).press(Button.LEFT).release(Button.LEFT).perform(),
      press: (keys) =>
        session
          .actions()
          .sendKeys(...keys.map((key) => (isNamed(key) ? keyNames[key] : key)))
          .perform(),
      resize: async (width, height) => void (await session.manage().window().setRect({ x: 0, y: 0, width, height })),
      close: () => session.quit().finally(end),
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/** A call as text, for a page: its policy does not apply to the driver's evaluations. */
function call(work: (...args: never[]) => unknown, args: readonly unknown[]): string {
  return `(${work})(...${JSON.stringify(args)})`;
}

function need(path: string, debianPackage: string): string {
  if (existsSync(path)) return path;
  throw new UsageError(`${path} does not exist: install Debian package ${debianPackage}.`);
}

/** A virtual X server, with the first free number. */
async function openScreen(): Promise<{ display: string; close(): void }> {
  const args = ['-displayfd', '3', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'];
  const server = spawn(need('/usr/bin/Xvfb', 'xvfb'), args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await new Promise<string>((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`Xvfb ended with code ${code}`)));
    server.stdio[3]?.once('data', (text: Buffer) => resolve(text.toString().trim()));
  });
  return { display: `:${number}`, close: () => void server.kill() };
}
