/**
 * Reads the mutations beside the tests of each rule: the calls `mutations('adam', { … })` of tests/engine/optimizers.
 */
import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';

export const kinds = ['sign', 'exponent', 'order'] as const;

/** One change of an optimizer's `step`: `from` occurs exactly once in its file. */
export interface Mutation {
  optimizer: string;
  kind: (typeof kinds)[number];
  from: string;
  to: string;
}

/** @param root the project's folder */
export function readMutations(root: string): Mutation[] {
  return globSync('tests/engine/optimizers/*.test.ts', { cwd: root })
    .sort()
    .flatMap((file) => mutationsIn(file, readFileSync(`${root}/${file}`, 'utf8')));
}

function mutationsIn(file: string, text: string): Mutation[] {
  const found: Mutation[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'mutations') found.push(...mutationsOf(file, node));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return found;
}

function mutationsOf(file: string, { arguments: [id, changes] }: ts.CallExpression): Mutation[] {
  const literal = (node: ts.Node | undefined): string => {
    if (node && ts.isStringLiteralLike(node)) return node.text;
    throw new Error(`${file}: mutations(…) needs string literals; got ${node?.getText()}`);
  };
  if (!changes || !ts.isObjectLiteralExpression(changes))
    throw new Error(`${file}: mutations(…) needs { sign, exponent, order }`);
  return kinds.map((kind) => {
    const change = changes.properties.find(({ name }) => name?.getText() === kind);
    if (!change || !ts.isPropertyAssignment(change) || !ts.isArrayLiteralExpression(change.initializer))
      throw new Error(`${file}: mutations(…) has no ${kind}: ${kind}: ['code in the source', 'its replacement']`);
    const [from, to] = change.initializer.elements;
    return { optimizer: literal(id), kind, from: literal(from), to: literal(to) };
  });
}
