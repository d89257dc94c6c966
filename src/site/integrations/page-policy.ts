/**
 * Gives every page a content security policy that allows its own inline scripts and styles by hash, and nothing from
 * another host. Removes Starlight's fixed `data-theme` from `<html>`, so that a page without scripts follows the
 * system.
 */
import { createHash } from 'node:crypto';
import { course } from '../../../site.config.ts';

/**
 * The page with its policy, and without a fixed theme and the search's markers; unchanged if it has its own policy, as
 * the sandbox does.
 */
export function finishPage(html: string): string {
  if (/<meta http-equiv="content-security-policy"/.test(html)) return html;
  const themeless = html
    .replace(/(<html\b[^>]*?) data-theme="[a-z]+"/, '$1')
    .replace(/ data-pagefind-[a-z-]+(?:="[^"]*")?(?=[^<>]*>)/g, '');
  const meta = `<meta http-equiv="content-security-policy" content="${policyOf(themeless)}">`;
  // First in the head, since a policy applies only to elements after it.
  return themeless.replace(/<head>|<head [^>]*>/, (head) => `${head}${meta}`);
}

/** The policy of one page: this site's files, and the page's own inline scripts and styles. */
export function policyOf(html: string, frames: readonly string[] = course.frames): string {
  const scripts = inline(html, 'script').filter(
    ({ attributes }) => !/type="?(application|text)\/[\w+-]*json/.test(attributes),
  );
  const styles = inline(html, 'style');
  // In a sandboxed frame a figure starts its worker from a script URL to which the page's policy applies; the networks'
  // kernels compile there, too.
  const isEmbed = /<body\b[^>]*\bclass="embed"/.test(html);
  return [
    "default-src 'none'",
    ['script-src', "'self'", ...(isEmbed ? ["'wasm-unsafe-eval'"] : []), ...hashes(scripts)].join(' '),
    ['style-src-elem', "'self'", ...hashes(styles)].join(' '),
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    isEmbed ? "worker-src 'self' blob:" : "worker-src 'self'",
    "media-src 'self'",
    ["frame-src 'self'", ...frames].join(' '),
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function inline(html: string, tag: 'script' | 'style'): { attributes: string; content: string }[] {
  const found = html.matchAll(new RegExp(`<${tag}\\b([^>]*)>([\\s\\S]*?)</${tag}>`, 'g'));
  return [...found]
    .map(([, attributes = '', content = '']) => ({ attributes, content }))
    .filter(({ attributes, content }) => content !== '' && !/\bsrc=/.test(attributes));
}

function hashes(blocks: readonly { content: string }[]): string[] {
  return [...new Set(blocks.map(({ content }) => `'sha256-${createHash('sha256').update(content).digest('base64')}'`))];
}
