/** The figures, links and numbers on a page, read from its source as by the build. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Value } from '../engine/schema.ts';
import { FIGURE_PROPS } from '../widgets/prerender/figure-props.ts';

export interface Widget {
  kind: 'Experiment' | 'Try' | 'Value' | 'Part';
  id: string;
  /** The instance: `as`, or otherwise the id. */
  name: string;
  /** The name of the number; for a letter of a formula, one name, or one for each row. */
  of: string;
  fixed: boolean;
  set: Readonly<Record<string, Value>>;
  /** Page and line, for messages. */
  where: string;
}

/** Props common to widgets, which set no parameter. */
export const PROPS: ReadonlySet<string> = new Set([
  ...FIGURE_PROPS,
  ...['of', 'fixed', 'tex', 'name', 'marked', 'number', 'alt', 'rows', 'turn', 'step', 'look'],
]);
const ELEMENT = /<(Experiment|Try|Value|Part)\b((?:\s+\w+(?:=(?:"[^"]*"|\{[^{}]*\}))?)*)\s*\/?>/g;

const docs = join(process.cwd(), 'src', 'content', 'docs');
export const pages = globSync('*.mdx', { cwd: docs }).sort();
/**
 * The notes' pages: a course's own pages need no independent checks, no frozen links and none of the book's letters.
 */
export const pagesOfNotes = pages.filter((page) => !isOwn(readFileSync(join(docs, page), 'utf8')));

/**
 * Every widget of a page, in order.
 * @throws Error if one cannot be parsed.
 */
export function widgetsOf(page: string): Widget[] {
  const source = readFileSync(join(docs, page), 'utf8');
  const found = [...source.matchAll(ELEMENT)];
  const all = source.match(/<(?:Experiment|Try|Value|Part)\b/g) ?? [];
  if (found.length !== all.length) throw new Error(`${page}: read ${found.length} of ${all.length} widgets`);
  const formulas = [...source.matchAll(/<Formula\b((?:\s+\w+="[^"]*")*)\s*>[\s\S]*?<\/Formula>/g)];
  return found.map((match) => {
    // A letter belongs to its formula's figure.
    const formula = formulas.find(({ index, 0: text }) => index < match.index && match.index < index + text.length);
    const props = { ...(match[1] === 'Part' && propsIn(formula?.[1] ?? '')), ...propsIn(match[2] ?? '') };
    const id = String(props['id']);
    return {
      // Safe: the pattern matches only the four.
      kind: match[1] as Widget['kind'],
      id,
      name: String(props['as'] ?? id),
      of: String(props['of'] ?? ''),
      fixed: props['fixed'] === true,
      set: Object.fromEntries(Object.entries(props).filter(([name]) => !PROPS.has(name))),
      where: `${page}:${source.slice(0, match.index).split('\n').length}`,
    };
  });
}

export function propsIn(text: string): Record<string, Value> {
  return Object.fromEntries(
    [...text.matchAll(/(\w+)(?:="([^"]*)"|=\{([^{}]*)\})?/g)].map(([, name = '', quoted, braced]) => [
      name,
      // Chapters contain only literal numbers, strings, true or false: the build rejects anything else.
      quoted ?? (braced === undefined ? true : (JSON.parse(braced) as Value)),
    ]),
  );
}

/** Whether the frontmatter marks a page as a course's own. */
export function isOwn(source: string): boolean {
  return /^---\n(?:(?!---\n)[^\n]*\n)*?own: true\n/.test(source);
}
