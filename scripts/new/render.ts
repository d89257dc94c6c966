/** Renders templates, which are working files, under another name and in another folder. */
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('templates/', import.meta.url));

export const camelCase = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
export const kebabCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const pascalCase = (name: string): string => camelCase(`-${name}`);
/** `heavy-ball` as a title: `Heavy ball`. */
export const titleOf = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');

/** A file to write, and its template. */
export interface Rendered {
  template: string;
  /** Path from the project's root. */
  file: string;
}

/**
 * The text of a file: the template with the new name and adjusted imports.
 * @param all files written together, since one may import another
 */
export function render({ template, file }: Rendered, name: string, all: readonly Rendered[]): string {
  const text = readFileSync(join(folder, template), 'utf8');
  const imported = (target: string): string => {
    const path = relative(dirname(file), target);
    return `'${path.startsWith('.') ? path : `./${path}`}'`;
  };
  return text
    .replace(
      /'(?:\.\.\/\.\.\/\.\.\/((?:src|tests)\/[^']+)|\.\/([\w.]+))'/g,
      (whole, target?: string, sibling?: string) => {
        const to = target ?? all.find((one) => one.template === sibling)?.file;
        return to === undefined ? whole : imported(to);
      },
    )
    .replace(/template(-rule|-problem)/g, name)
    .replace(/template(Rule|Problem)/g, camelCase(name))
    .replace(/Template(Rule|Problem)/g, pascalCase(name))
    .replace(/Template (rule|problem|experiment|chapter|page)/g, titleOf(name));
}
