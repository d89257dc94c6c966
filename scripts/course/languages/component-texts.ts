/**
 * Texts of components, read from their source: text between tags, attributes that are read, and what is handed to `say`.
 * Pieces side by side are one text, as a reader sees them; `<1>` stands for what is computed.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../../command.ts';

/** Where the components of a page with figures stand. */
const COMPONENTS = ['src/{widgets,class/work}/**/*.tsx'];
const SAYING = ['src/{widgets,class/work,site,pages}/**/*.{ts,tsx,astro}'];
const SPOKEN = new Set(['aria-label', 'aria-valuetext', 'title', 'placeholder', 'alt']);

/** A text, and the line that says it. */
type Said = readonly [text: string, line: number];

/** Texts by the place that says them, `file:line`. */
export function componentTexts(): Map<string, string> {
  const texts = new Map<string, string>();
  for (const file of globSync(COMPONENTS, { cwd: root }).sort())
    for (const [text, line] of textsIn(file, readFileSync(join(root, file), 'utf8')))
      if (/\p{L}/u.test(text.replace(/<\d+>/g, ''))) texts.set(text.trim(), `${file}:${line}`);
  for (const file of globSync(SAYING, { cwd: root }).sort())
    for (const [text, line] of saidIn(file)) texts.set(text.trim(), `${file}:${line}`);
  return texts;
}

/** Everything that one piece may be; undefined for an element, at which a text ends. */
function piecesOf(node: ts.Expression | undefined, gap: () => string): string[] | undefined {
  if (node === undefined) return [''];
  if (ts.isParenthesizedExpression(node)) return piecesOf(node.expression, gap);
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isNumericLiteral(node)) return [node.text];
  if (ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node)) return undefined;
  if (node.kind === ts.SyntaxKind.NullKeyword) return [''];
  if (ts.isTemplateExpression(node))
    return node.templateSpans.reduce<string[]>(
      (all, span) => {
        const inside = piecesOf(span.expression, gap) ?? [gap()];
        return all.flatMap((text) => inside.map((piece) => text + piece + span.literal.text));
      },
      [node.head.text],
    );
  if (ts.isConditionalExpression(node)) {
    const both = [piecesOf(node.whenTrue, gap), piecesOf(node.whenFalse, gap)].filter((one) => one !== undefined);
    return both.length === 0 ? undefined : both.flat();
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken) {
    const inside = piecesOf(node.right, gap);
    return inside && ['', ...inside];
  }
  return [gap()];
}

export function textsIn(file: string, text: string): Said[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Said[] = [];
  const add = (node: ts.Node, texts: readonly string[]): void => {
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
    found.push(...texts.map((text) => [text, line] as const));
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxElement(node) || ts.isJsxFragment(node)) add(node, childTexts(node.children));
    if (ts.isJsxAttribute(node) && SPOKEN.has(node.name.getText())) {
      let gaps = 0;
      const { initializer } = node;
      const expression = initializer && (ts.isJsxExpression(initializer) ? initializer.expression : initializer);
      if (expression && ts.isExpression(expression)) add(node, piecesOf(expression, () => `<${++gaps}>`) ?? []);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function childTexts(children: readonly ts.JsxChild[]): string[] {
  const found: string[] = [];
  let run: string[] = [''];
  let gaps = 0;
  const end = (): void => {
    found.push(...run);
    run = [''];
    gaps = 0;
  };
  for (const child of children) {
    const pieces = ts.isJsxText(child)
      ? [lines(child.text)]
      : ts.isJsxExpression(child)
        ? piecesOf(child.expression, () => `<${++gaps}>`)
        : undefined;
    if (pieces === undefined) end();
    else run = run.flatMap((text) => pieces.map((piece) => text + piece));
  }
  end();
  return found;
}

/** As JSX has it: lines joined by a space, without the indentation. */
const lines = (text: string): string =>
  text
    .split('\n')
    .map((line, i, all) => (i === 0 ? line : line.trimStart()).replace(i < all.length - 1 ? /\s+$/ : /$^/, ''))
    .filter((line) => line !== '')
    .join(' ');

const LITERAL = "('(?:[^'\\\\]|\\\\.)*'|`[^`]*`)";
/** `say('…')`, and `say(one ? '…' : '…')`. */
const SAID = new RegExp(`\\bsay(?:Around)?\\(\\s*(?:[^'\`()]*\\?\\s*)?${LITERAL}(?:\\s*:\\s*${LITERAL})?`, 'g');

/** Texts that are handed to `say`, written out. */
function saidIn(file: string): Said[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(SAID)].flatMap(({ index, 1: first, 2: second }) => {
    const line = text.slice(0, index).split('\n').length;
    return [first, second]
      .filter((literal) => literal !== undefined)
      .map((literal) => {
        let gaps = 0;
        const written = literal
          .slice(1, -1)
          .replaceAll("\\'", "'")
          .replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, () => `<${++gaps}>`);
        return [written, line] as const;
      });
  });
}
