import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { root } from '../../scripts/command.ts';
import { openLive, type Visit } from './visit.ts';

interface Shot extends Visit {
  label: string;
}

const shots: readonly Shot[] = [
  ...[390, 768, 1280].flatMap((width) =>
    (['light', 'dark'] as const).map((theme) => ({ label: `${width} ${theme}`, width, theme })),
  ),
  { label: '390 no scripts', width: 390, theme: 'light', scripts: false },
  { label: '1280 no scripts', width: 1280, theme: 'light', scripts: false },
  { label: 'print', width: 794, theme: 'light', media: 'print' },
];

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** Pictures of every page and every figure in every setting, on one page: audit/contact-sheet.html. */
export async function writeContactSheet(browser: Browser, address: string, pages: readonly string[]): Promise<string> {
  const folder = join(root, 'audit');
  rmSync(join(folder, 'pictures'), { recursive: true, force: true });
  mkdirSync(join(folder, 'pictures'), { recursive: true });
  const sections: string[] = [];
  for (const page of pages) {
    const rows = new Map<string, { label: string; file: string; width: number }[]>([['page', []]]);
    for (const shot of shots) {
      const { tab, context } = await openLive(browser, address, page, shot);
      const slug = `${page.replace(/\W+/g, '-').replace(/^-|-$/g, '') || 'home'}-${shot.label.replaceAll(' ', '-')}`;
      const add = (row: string, file: string) => {
        const list = rows.get(row) ?? [];
        list.push({ label: shot.label, file, width: shot.width });
        rows.set(row, list);
      };
      await tab.screenshot({ path: join(folder, 'pictures', `${slug}.png`), fullPage: true, animations: 'disabled' });
      add('page', `${slug}.png`);
      for (const figure of await tab.locator('figure.experiment').all()) {
        const name = (await figure.getAttribute('id')) ?? 'figure';
        const file = `${slug}-${name}.png`;
        await figure.screenshot({ path: join(folder, 'pictures', file), animations: 'disabled' });
        add(name, file);
      }
      await context.close();
    }
    console.log(`pictures of ${page}`);
    sections.push(section(page, rows));
  }
  const file = join(folder, 'contact-sheet.html');
  writeFileSync(file, sheet(sections));
  return file;
}

function section(
  page: string,
  rows: ReadonlyMap<string, readonly { label: string; file: string; width: number }[]>,
): string {
  const row = ([name, list]: readonly [string, readonly { label: string; file: string; width: number }[]]) =>
    `<h3>${escaped(name)}</h3><div class="row">${list
      .map(
        ({ label, file, width }) =>
          `<a href="pictures/${file}" style="width:${Math.round(width / 3)}px"><img src="pictures/${file}" alt="${escaped(`${page} ${name}, ${label}`)}" loading="lazy" />${escaped(label)}</a>`,
      )
      .join('')}</div>`;
  return `<section><h2>${escaped(page)}</h2>${[...rows].map(row).join('\n')}</section>`;
}

const sheet = (sections: readonly string[]): string => `<!doctype html>
<html lang="en"><meta charset="utf-8" /><title>Contact sheet</title>
<style>
  body { font: 14px/1.4 system-ui, sans-serif; margin: 24px; background: #ddd; }
  .row { display: flex; gap: 12px; align-items: start; overflow-x: auto; }
  .row a { flex: none; color: inherit; }
  img { width: 100%; max-height: 900px; object-fit: cover; object-position: top; display: block; }
</style>
${sections.join('\n')}
</html>
`;
