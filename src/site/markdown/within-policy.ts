import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Root } from 'mdast';
import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import { course } from '../../../site.config.ts';
import { type JsxElement, textOf } from './jsx.ts';

/** Attributes that may load only from this site, by element. */
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
/** Elements that would be more than text: the build allows each inline script and style of a page by its hash. */
const NO_TEXT: Readonly<Record<string, string>> = {
  script: 'would be a program of the text, and a page has none of its own',
  style: 'would be rules for the whole page: give an element a style, or put the rules into src/site/',
  meta: 'belongs into the head: the title and the description stand there',
};
/** An attribute with a value that is not plain, and what it would be. */
const NO_VALUE: Readonly<Record<string, string>> = {
  srcdoc: 'would be a page of the text: put it into public/, and write its address as src',
  ping: 'would tell another host of a click, and is blocked',
};
const PROGRAM = /^\s*(?:javascript|vbscript|data):/i;

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
    visit(tree, ['link', 'definition'], (node) => {
      if ('url' in node && PROGRAM.test(node.url))
        file.fail('a link to a program or a page of the text would be blocked: write an address', node.position);
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
  if (lacks !== undefined) file.fail(`there is no file ${lacks}: put it there, or correct its name`, place);
}

function checkElement(node: JsxElement, file: VFile, frames: readonly string[]): void {
  const name = node.name ?? '';
  const refuse = (what: string): never => file.fail(what, node.position);
  for (const attribute of node.attributes)
    if (attribute.type === 'mdxJsxAttribute' && /^set:/.test(attribute.name))
      refuse(`${attribute.name} of <${name}> would put HTML past what is checked: write it out`);
  if (!/^[a-z]/.test(name)) return;
  if (NEVER.includes(name)) file.fail(`<${name}> would be blocked by the page policy`, node.position);
  for (const attribute of node.attributes) {
    if (attribute.type !== 'mdxJsxAttribute') {
      refuse(`<${name}> has attributes that stand in braces, where nothing checks them: write each out`);
      continue;
    }
    if (/^on[a-z]/i.test(attribute.name))
      refuse(`${attribute.name} of <${name}> would be blocked: a page runs no script of its text`);
    const never = NO_VALUE[attribute.name.toLowerCase()];
    if (never) refuse(`${attribute.name} of <${name}> ${never}`);
    const value =
      typeof attribute.value === 'string' ? attribute.value : attribute.value?.value.replace(/^\s*['"`]/, '');
    if (/^(?:href|src|action|xlink:href)$/i.test(attribute.name) && PROGRAM.test(value ?? ''))
      refuse(`${attribute.name} of <${name}> leads to a program or a page of the text, which would be blocked`);
  }
  const text = NO_TEXT[name];
  if (text) refuse(`<${name}> ${text}`);
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
