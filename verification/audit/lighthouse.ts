import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserFlags, browserPath } from '../../scripts/browser.ts';
import { root, run } from '../../scripts/command.ts';
import { atLeast, atMost, median, type Row } from './row.ts';

interface Report {
  categories: Record<
    'performance' | 'accessibility' | 'best-practices' | 'seo',
    { score: number | null; auditRefs: { id: string; weight: number }[] }
  >;
  audits: Record<string, { score: number | null; title: string; numericValue?: number }>;
}

const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;

/** Lighthouse as a slow phone, each run in a fresh browser; the median of each number. */
export async function auditLighthouse(address: string, page: string, times: number): Promise<Row[]> {
  const reports: Report[] = [];
  for (let time = 0; time < times; time++) reports.push(await lighthouse(new URL(page.slice(1), address).href));
  const score = (name: (typeof categories)[number]) =>
    Math.round(100 * median(reports.map((report) => report.categories[name].score ?? 0)));
  const value = (name: string) => median(reports.map((report) => report.audits[name]?.numericValue ?? Number.NaN));
  const milliseconds = (ms: number): string => `${ms.toFixed(0)} ms`;
  const rows: Row[] = [
    atLeast(page, 'Lighthouse performance', score('performance'), 98),
    ...(['accessibility', 'best-practices', 'seo'] as const).map((name) => {
      const row = atLeast(page, `Lighthouse ${name}`, score(name), 100);
      return row.met ? row : { ...row, what: `${row.what} (${failed(reports[0], name)})` };
    }),
    atMost(page, 'CLS', value('cumulative-layout-shift'), 0.01, (shift) => shift.toFixed(3)),
    atMost(page, 'TBT', value('total-blocking-time'), 100, milliseconds),
  ];
  for (const [name, limit] of [
    ['first-contentful-paint', 1500],
    ['largest-contentful-paint', 2000],
  ] as const)
    rows.push(atMost(page, name.replaceAll('-', ' '), value(name), limit, milliseconds));
  rows.push({ page, what: 'speed index', measured: milliseconds(value('speed-index')), budget: '' });
  return rows;
}

async function lighthouse(url: string): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'fitting-models-lighthouse-'));
  const file = join(folder, 'report.json');
  try {
    const { code, output } = await run(
      { file: join(root, 'verification/node_modules/lighthouse/cli/index.js') },
      [
        url,
        '--quiet',
        '--output=json',
        `--output-path=${file}`,
        `--only-categories=${categories.join(',')}`,
        `--chrome-flags=${['--headless=new', ...browserFlags].join(' ')}`,
      ],
      { quiet: true, environment: { CHROME_PATH: browserPath() } },
    );
    if (code !== 0) throw new Error(`lighthouse ended with exit code ${code} on ${url}:\n${output}`);
    return JSON.parse(readFileSync(file, 'utf8')) as Report; // Lighthouse's own format, of the pinned version
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Titles of the audits that cost points. */
function failed(report: Report | undefined, category: (typeof categories)[number]): string {
  const counted = (report?.categories[category].auditRefs ?? []).filter(({ weight }) => weight > 0);
  return counted
    .map(({ id }) => report?.audits[id])
    .filter((audit) => audit !== undefined && audit.score !== null && audit.score < 1)
    .map((audit) => audit?.title)
    .join('; ');
}
