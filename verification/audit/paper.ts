/** Measures how much of each printed page is used, with and without answers, to find nearly empty ones. */
import { spawnSync } from 'node:child_process';
import type { Browser } from '@playwright/test';
import type { Row } from './row.ts';

/** Minimum used fraction of a page's height, except the last, which ends with the text. */
const LEAST = 0.12;
/** Resolution for finding ink, dots per inch, and the grey level below which a dot is ink. */
const DOTS = 24;
const INK = 200;

export async function auditPaper(browser: Browser, address: string, page: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const search of ['', '?answers=1']) {
    const tab = await browser.newPage({ colorScheme: 'light' });
    try {
      await tab.goto(new URL(page.slice(1) + search, address).href, { waitUntil: 'load' });
      const shares = usedOf(await tab.pdf({ preferCSSPageSize: true }));
      const least = Math.min(1, ...shares.slice(0, -1));
      const where = shares.slice(0, -1).indexOf(least) + 1;
      rows.push({
        page: page + search,
        what: `least used of ${shares.length} printed pages${where > 0 ? ` (page ${where})` : ''}`,
        measured: `${Math.round(100 * least)} %`,
        budget: `>= ${100 * LEAST} %`,
        met: least >= LEAST,
      });
    } finally {
      await tab.close();
    }
  }
  return rows;
}

/**
 * For each page, the fraction of its height from the first ink to the last.
 * @throws Error if Poppler is not installed
 */
function usedOf(pdf: Buffer): number[] {
  const { stdout, error } = spawnSync('pdftoppm', ['-r', String(DOTS), '-gray', '-'], {
    input: pdf,
    maxBuffer: 2 ** 28,
  });
  if (error) throw new Error(`pdftoppm does not run (${error.message}): install poppler-utils`);
  return greysIn(stdout).map(({ width, height, dots }) => {
    const inked = (row: number): boolean => dots.subarray(row * width, (row + 1) * width).some((grey) => grey < INK);
    const inkedRows = Array.from({ length: height }, (_, row) => row).filter(inked);
    return ((inkedRows.at(-1) ?? -1) - (inkedRows[0] ?? 0) + 1) / height;
  });
}

interface Grey {
  width: number;
  height: number;
  dots: Uint8Array;
}

/** The pictures in a PGM stream: each `P5`, width, height and 255, then a byte for each dot. */
function greysIn(stream: Buffer): Grey[] {
  const pages: Grey[] = [];
  for (let at = 0; at < stream.length; ) {
    const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(stream.toString('latin1', at, at + 40));
    if (!head) throw new Error('pdftoppm wrote no PGM');
    const [width, height] = [Number(head[1]), Number(head[2])];
    const from = at + head[0].length;
    at = from + width * height;
    pages.push({ width, height, dots: stream.subarray(from, at) });
  }
  return pages;
}
