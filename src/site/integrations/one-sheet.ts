import { createHash } from 'node:crypto';
import { glob, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { classesIn, withoutIdleRules } from './formula-rules.ts';

/** A sheet of every medium, as Astro links it. That for paper alone stays by itself: the first paint does not wait for it. */
const LINK = /<link rel="stylesheet" href="([^"]*)"\s*\/?>/g;

/**
 * Astro integration: the style sheets of a page come as one, in their order, so that no rule wins that lost before. Each is
 * compressed alone, and eight of them are together a fifth larger; pages of one kind share theirs. What KaTeX has for
 * other formulas than those of the site is left out.
 */
export function oneSheet({ base }: { base: string }): AstroIntegration {
  return {
    name: 'one-sheet',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const root = fileURLToPath(dir);
        const pages = new Map<string, string>();
        for await (const path of glob('**/*.html', { cwd: root })) pages.set(path, await readFile(root + path, 'utf8'));
        const used = new Set([...pages.values()].flatMap(classesIn));
        const texts = new Map<string, string>();
        for (const address of new Set([...pages.values()].flatMap(sheetsOf)))
          texts.set(address, withoutIdleRules(await readFile(root + address.slice(base.length), 'utf8'), used));
        const made = new Set<string>();
        for (const [path, html] of pages) {
          const { page, name, text } = withOneSheet(html, texts, base);
          if (page === html) continue;
          await writeFile(root + path, page);
          if (!made.has(name)) await writeFile(root + name, text);
          made.add(name);
        }
        for (const address of texts.keys()) await rm(root + address.slice(base.length));
      },
    },
  };
}

const sheetsOf = (html: string): string[] => [...html.matchAll(LINK)].map(([, address = '']) => address);

/**
 * The page with one link where its first stood, and the sheet to which that leads.
 * @param texts of the sheets, by address
 */
export function withOneSheet(
  html: string,
  texts: ReadonlyMap<string, string>,
  base: string,
): { page: string; name: string; text: string } {
  const text = sheetsOf(html)
    .map((address) => texts.get(address) ?? '')
    .join('\n');
  const name = `_astro/page.${createHash('sha256').update(text).digest('base64url').slice(0, 8)}.css`;
  let first = true;
  const page = html.replace(LINK, () => {
    const link = first ? `<link rel="stylesheet" href="${base}${name}">` : '';
    first = false;
    return link;
  });
  return { page, name, text };
}
