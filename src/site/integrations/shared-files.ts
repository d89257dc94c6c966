/**
 * Texts that Astro and the theme write into every page in the same words, as files that all pages share: the scripts that bring
 * islands to life, and the colours of those who have no scripts.
 */
import { createHash } from 'node:crypto';

const SCRIPT = /<script>([\s\S]*?)<\/script>/g;
const COLOURS = /(?<=<noscript>)<style>([\s\S]*?)<\/style>(?=<\/noscript>)/;
/** Islands are woken after the first paint, so their scripts need not run while the page is read. */
const ofIslands = (script: string): boolean => /\bself\.Astro\b|"astro-island"/.test(script);

/** Attributes that Astro writes into an island and no script reads: an id of its own, and the name of its component. */
const UNREAD =
  / uid="[^"]*"(?= data-preact-island-id=)|(?<= opts="\{)&quot;name&quot;:&quot;\w*&quot;,(?=&quot;value&quot;)/g;

/** @returns files: texts by path below the base */
export function withSharedFiles(html: string, base: string): { page: string; files: Map<string, string> } {
  const files = new Map<string, string>();
  const keep = (text: string, ending: 'js' | 'css'): string => {
    const path = `_astro/shared.${createHash('sha256').update(text).digest('base64url').slice(0, 8)}.${ending}`;
    files.set(path, text);
    return base + path;
  };
  const scripts = [...html.matchAll(SCRIPT)].map(([, script = '']) => script).filter(ofIslands);
  let first = true;
  const page = html
    .replace(UNREAD, '')
    .replace(SCRIPT, (whole, script: string) => {
      if (!ofIslands(script)) return whole;
      const link = first ? `<script src="${keep(scripts.join('\n'), 'js')}" defer></script>` : '';
      first = false;
      return link;
    })
    .replace(COLOURS, (_, colours: string) => `<link rel="stylesheet" href="${keep(colours, 'css')}" media="screen">`);
  return { page, files };
}
