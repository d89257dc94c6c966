import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Root } from 'mdast';
import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import { course } from '../../../site.config.ts';
import { type JsxElement, textOf } from './jsx.ts';

/** What a page may load from this site alone, by element. */
const FILES: Readonly<Record<string, readonly string[]>> = {
  img: ['src', 'srcset'],
  video: ['src', 'poster'],
  audio: ['src'],
  source: ['src', 'srcset'],
  track: ['src'],
  script: ['src'],
  link: ['href'],
};
const NEVER = ['object', 'embed', 'form', 'base'];

/** The host of an address that leads away from this site. */
function foreign(address: string | undefined): string | undefined {
  if (address === undefined || !/^\s*(?:https?:)?\/\//i.test(address)) return undefined;
  return URL.canParse(address.trim(), 'https://site/') ? new URL(address.trim(), 'https://site/').origin : address;
}

/** Addresses of pictures that the build makes. */
const MADE = /^\/figures\//;

/** The file that an address below this site's root names, if it does not exist. */
function missing(address: string | undefined): string | undefined {
  if (address === undefined || !/^\/(?!\/)/.test(address) || MADE.test(address)) return undefined;
  const file = join('public', decodeURI(address.replace(/[?#].*$/, '')));
  return existsSync(file) ? undefined : file;
}

/**
 * Remark plugin: refuses, where it is written, what the page policy would silently block, and a picture or a film that does
 * not exist.
 * @throws VFileMessage with the place
 */
export function withinPolicy({ frames = course.frames }: { frames?: readonly string[] } = {}) {
  return (tree: Root, file: VFile): void => {
    visit(tree, 'image', (image) => {
      const host = foreign(image.url);
      if (host !== undefined) file.fail(ownFile('a picture', host), image.position);
      checkFile(image.url, image.position, file);
    });
    visit(tree, ['mdxJsxFlowElement', 'mdxJsxTextElement'], (node) => {
      // The test above has seen to its type.
      checkElement(node as JsxElement, file, frames);
    });
  };
}

const ownFile = (what: string, host: string): string =>
  `${what} of ${host} would be blocked, since pages load nothing from another host: put the file into public/ and write its address from there, /name`;

function checkFile(address: string | undefined, place: JsxElement['position'], file: VFile): void {
  const lacks = missing(address);
  if (lacks !== undefined) file.fail(`there is no file ${lacks}: put it there, or mend its name`, place);
}

function checkElement(node: JsxElement, file: VFile, frames: readonly string[]): void {
  const name = node.name ?? '';
  if (!/^[a-z]/.test(name)) return;
  if (NEVER.includes(name)) file.fail(`<${name}> would be blocked by the page policy`, node.position);
  for (const attribute of node.attributes)
    if (attribute.type === 'mdxJsxAttribute' && /^on[a-z]/i.test(attribute.name))
      file.fail(`${attribute.name} of <${name}> would be blocked: a page runs no script of its text`, node.position);
  for (const source of FILES[name] ?? []) {
    const host = foreign(textOf(node, source));
    if (host !== undefined) file.fail(ownFile(`${source} of <${name}>`, host), node.position);
    // A srcset is a list.
    if (source === 'src' || source === 'poster') checkFile(textOf(node, source), node.position, file);
  }
  const host = name === 'iframe' ? foreign(textOf(node, 'src')) : undefined;
  if (host !== undefined && !frames.includes(host))
    file.fail(
      `a frame of ${host} would be blocked: add '${host}' to frames in site.config.ts, which has ${frames.join(', ') || 'none'}`,
      node.position,
    );
}
