/**
 * npm run audit                       measures the built pages against the budgets, as a table
 * npm run audit -- --quick            one Lighthouse run of two pages, and no pictures
 * npm run audit -- --page=/momentum/  only this page; may be given several times
 * npm run audit -- --rows=bytes,axe   only these measurements: build, bytes, visit, quiet, lighthouse, axe, sight, drag, memory,
 *                                     pictures, flow, frames, laboratory, moments, paper
 * npm run audit -- --rows=flow --beside=DIR   alternates with the same figures of another built site
 *
 * Five are measured only if named: `flow` (bytes to and from the workers, frames on a slow thread) compares two sites;
 * `frames` (Play, drags, fog, an enlarged chart of 300 runs; at full speed and slowed) and `laboratory` (click to first
 * result, key to picture, and the page with hostile code) need minutes on an idle machine; `moments` writes pictures of
 * three moments of a run to audit/moments; `paper` (the used share of each printed page) needs `pdftoppm` of Poppler.
 * The pictures are written to audit/contact-sheet.html. The exit code is 1 if a budget is missed.
 */
import { existsSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { browserFlags, browserPath } from '../scripts/browser.ts';
import { root, run } from '../scripts/command.ts';
import { readOptions } from '../scripts/options.ts';
import { serve } from '../scripts/serve.ts';
import { auditAxe } from './audit/axe.ts';
import { auditBuild } from './audit/build.ts';
import { auditBytes, auditVisit } from './audit/bytes.ts';
import { writeContactSheet } from './audit/contact-sheet.ts';
import { auditDrag } from './audit/drag.ts';
import { auditFlow, type Site } from './audit/flow.ts';
import { auditFrames, framePages } from './audit/frames.ts';
import { auditLaboratory } from './audit/laboratory.ts';
import { auditLeads } from './audit/leads.ts';
import { auditLighthouse } from './audit/lighthouse.ts';
import { auditMemory } from './audit/memory.ts';
import { writeMoments } from './audit/moments.ts';
import { auditPaper } from './audit/paper.ts';
import { auditQuiet } from './audit/quiet.ts';
import { type Row, table } from './audit/row.ts';
import { auditSight } from './audit/sight.ts';
import { builtPages } from './audit/visit.ts';

const measurements = [
  'build',
  'bytes',
  'visit',
  'quiet',
  'lighthouse',
  'axe',
  'leads',
  'sight',
  'drag',
  'flow',
  'frames',
  'laboratory',
  'memory',
  'moments',
  'paper',
  'pictures',
] as const;

const { values } = readOptions(
  { url: import.meta.url, name: 'npm run audit' },
  {
    quick: { type: 'boolean', default: false },
    page: { type: 'string', multiple: true },
    rows: { type: 'string' },
    beside: { type: 'string' },
  },
);
/** Pages that a reader opens one after the other, as far as the course has them. */
const visit = ['/', '/gradient-descent/', '/momentum/', '/laboratory/', '/my-sheet/'];
const onlyNamed: readonly string[] = ['flow', 'frames', 'laboratory', 'moments', 'paper'];
const usual = measurements.filter((name) => !onlyNamed.includes(name));
const chosen = values.rows?.split(',') ?? (values.quick ? usual.slice(1, -1) : usual);
const unknown = chosen.filter((name) => !measurements.some((one) => one === name));
if (unknown.length > 0) fail(`unknown rows ${unknown.join(', ')}: choose from ${measurements.join(', ')}`);
const does = (name: (typeof measurements)[number]) => chosen.includes(name);

const rows: Row[] = [
  {
    page: 'machine',
    what: 'cores, and tasks in line for them',
    measured: `${cpus().length}, ${loadavg()[0]?.toFixed(1)}`,
    budget: '',
  },
];
if (does('build')) rows.push(...(await auditBuild()));
else if (!existsSync(join(root, 'dist/index.html'))) {
  const { code } = await run('astro', ['build']);
  if (code !== 0) fail('the site was not built: the first error above says what to fix');
}

const every = builtPages({ all: true });
const stray = (values.page ?? []).filter((page) => !every.includes(page));
if (stray.length > 0) fail(`no page ${stray.join(', ')}: choose from ${every.join(' ')}`);
const normal = builtPages();
const pages = values.page ?? (values.quick ? normal.slice(0, 2) : normal);

const server = await serve({ port: 0 });
const other = values.beside === undefined ? undefined : await serve({ port: 0, directory: values.beside });
const sites: Site[] = [
  ...(other ? [{ name: 'beside', address: other.address }] : []),
  { name: 'here', address: server.address },
];
const browser = await chromium.launch({ executablePath: browserPath(), args: [...browserFlags] });
let complete = false;
try {
  // These open pages of their own.
  const others = chosen.some((name) => name !== 'frames' && name !== 'moments' && name !== 'visit');
  for (const page of others ? pages : []) {
    console.log(`measuring ${page}`);
    if (does('bytes')) rows.push(...(await auditBytes(browser, page)));
    if (does('quiet')) rows.push(...(await auditQuiet(browser, server.address, page)));
    // An embed has noindex, which would cost it points for search engines.
    if (does('lighthouse') && !page.startsWith('/embed/')) {
      rows.push(...(await auditLighthouse(server.address, page, values.quick ? 1 : 3)));
    }
    if (does('axe')) rows.push(...(await auditAxe(browser, server.address, page)));
    if (does('leads')) rows.push(...(await auditLeads(browser, server.address, page)));
    if (does('sight')) rows.push(...(await auditSight(browser, server.address, page)));
    if (does('drag')) rows.push(...(await auditDrag(browser, server.address, page)));
    if (does('paper')) rows.push(...(await auditPaper(browser, server.address, page)));
    if (does('flow')) rows.push(...(await auditFlow(browser, sites, page)));
    if (does('memory')) rows.push(...(await auditMemory(browser, server.address, page, values.quick ? 100 : 300)));
  }
  if (does('visit'))
    rows.push(
      await auditVisit(
        browser,
        visit.filter((page) => normal.includes(page)),
      ),
    );
  if (does('frames')) rows.push(...(await auditFrames(browser, server.address, values.page ?? framePages)));
  if (does('laboratory')) rows.push(...(await auditLaboratory(browser, server.address)));
  if (does('moments')) console.log(`\nMoments: ${await writeMoments(browser, server.address)}`);
  if (does('pictures')) console.log(`\nPictures: ${await writeContactSheet(browser, server.address, pages)}`);
  complete = true;
} finally {
  // If a page fails, the measurements before it are still printed.
  console.log(`\n${table(rows, complete)}`);
  await browser.close();
  await server.close();
  await other?.close();
}
process.exitCode = rows.some((row) => row.met === false) ? 1 : 0;

function fail(text: string): never {
  console.error(text);
  process.exit(2);
}
