/**
 * npm run browsers                       tests the core of the site in Chromium, Firefox and WebKit
 * npm run browsers -- --engines=firefox  only in these, and in Chromium, for comparing the numbers
 * npm run browsers -- --own              in Playwright's browsers instead of those on this machine
 * npm run browsers -- --quick            only one or two pages, as in the full tests
 *
 * Tests the built site. The WebKit on this machine is WebKitGTK (Debian packages webkit2gtk-driver and xvfb).
 * The last line is `N passed, N failed`.
 */
import { fileURLToPath } from 'node:url';
import { exitWith, readOptions, UsageError } from '../scripts/options.ts';
import { checks, reading, type Visit } from './browsers/checks.ts';
import { type Count, one, sum } from './browsers/count.ts';
import { type EngineName, engineNames, openTab } from './browsers/engines.ts';
import { pause } from './browsers/figure.ts';
import { compare } from './browsers/reading.ts';
import { watchedSite } from './browsers/watched-site.ts';

/** Maximum difference of a verdict's numbers from Chromium's. */
const TOLERANCE = 1e-10;
/**
 * Maximum difference of its data: a path may pass regions where rounding errors grow, but a missing row or NaN is infinitely far
 * away.
 */
const LOOSE = 1e-6;
/** Seconds after which a check counts as hung; the slowest takes a minute or two. */
const PATIENCE = 400;

interface Found {
  browser: string;
  /** By check: the reason why it failed, or a note. */
  outcomes: Map<string, { failure?: string; note?: string | undefined }>;
  readings: Visit['readings'];
}

interface Options {
  own?: boolean | undefined;
  quick?: boolean | undefined;
  /** Called after each check. */
  progress?: (line: string) => void;
}

async function visit(engine: EngineName, { own = false, quick = false, progress }: Options): Promise<Found> {
  const site = await watchedSite();
  const [outcomes, readings]: [Found['outcomes'], Found['readings']] = [new Map(), new Map()];
  try {
    const tab = await openTab(engine, { own });
    try {
      for (const [name, check] of Object.entries(checks)) {
        if (quick && engine === 'chromium' && !reading.includes(name)) continue;
        const began = performance.now();
        const end = pause(1000 * PATIENCE, false).then(() => Promise.reject(new Error('it never ended')));
        const outcome = await Promise.race([check({ tab, address: site.address, quick, readings }), end]).then(
          (note) => ({ note }),
          (error: unknown) => ({ failure: String(error) }),
        );
        outcomes.set(name, outcome);
        const seconds = ((performance.now() - began) / 1000).toFixed(1);
        progress?.(`${tab.browser}: ${name}: ${'failure' in outcome ? outcome.failure : 'yes'}, ${seconds} s`);
      }
      const errors = [...new Set(site.errors)].join('; ');
      outcomes.set('no script error, nothing blocked, nothing missing', errors ? { failure: errors } : {});
      return { browser: tab.browser, outcomes, readings };
    } finally {
      await tab.close();
    }
  } finally {
    await site.close();
  }
}

/** Visits Chromium and these, and compares; `say` is called with the table. */
export async function browsers(
  engines: readonly EngineName[],
  options: Options,
  say: (line: string) => void,
): Promise<Count> {
  const wanted = new Set<EngineName>(['chromium', ...engines]);
  const found = await Promise.all([...wanted].map((engine) => visit(engine, options)));
  const [chromium, ...others] = found;
  const counts: Count[] = [];
  const rows = [['', ...found.map(({ browser }) => browser)]];
  // The last engine has done all of them, in order.
  const names = new Set(found.toReversed().flatMap(({ outcomes }) => [...outcomes.keys()]));
  for (const name of names) {
    const cells = found.map(({ browser, outcomes }) => {
      if (options.quick && browser === chromium?.browser && !outcomes.has(name)) return 'in the browser tests';
      const { failure, note = 'yes' } = outcomes.get(name) ?? { failure: 'did not run' };
      counts.push(one(`${browser}: ${name}`, failure));
      return failure === undefined ? note : 'FAILED';
    });
    rows.push([name, ...cells]);
  }
  for (const [name, reading] of chromium?.readings ?? []) {
    const cells = others.map(({ browser, readings }) => {
      const { found, data, failure } = compare(reading, readings.get(name));
      const apart = `${found.toExponential(0)}, data ${data.toExponential(0)}`;
      counts.push(
        one(
          `${browser}: ${name}`,
          failure ?? (found <= TOLERANCE && data < LOOSE ? undefined : `is ${apart} off Chromium's`),
        ),
      );
      return failure ?? apart;
    });
    rows.push([name, `${reading.found.length} numbers, ${reading.data.length} cells`, ...cells]);
  }
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  for (const row of rows)
    say(
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('   ')
        .trimEnd(),
    );
  return sum(counts);
}

function enginesOf(text = engineNames.join(',')): EngineName[] {
  return text.split(',').map((name) => {
    const known = engineNames.find((one) => one === name);
    if (known === undefined) throw new UsageError(`--engines=${text}: choose from ${engineNames.join(', ')}.`);
    return known;
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = readOptions(
    { url: import.meta.url, name: 'npm run browsers' },
    { engines: { type: 'string' }, own: { type: 'boolean' }, quick: { type: 'boolean' } },
  );
  try {
    const { passed, failed, failures } = await browsers(
      enginesOf(values.engines),
      { ...values, progress: (line) => console.error(line) },
      (line) => console.log(line),
    );
    for (const text of failures) console.log(`\nfailed: ${text}`);
    console.log(`\n${passed} passed, ${failed} failed`);
    process.exitCode = failed > 0 ? 1 : 0;
  } catch (error) {
    exitWith(error);
  }
}
