import { pythonLanguage } from '@codemirror/lang-python';
import { ensureSyntaxTree, syntaxTree } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { afterEach, expect, it, vi } from 'vitest';
import { isTooDeep, python } from '../../../src/widgets/code/python-language.ts';
import { hostilePython } from '../../browser/hostile.ts';

const RULE = 'alpha = 0.1\n\nfor t in range(1, steps + 1):\n    phi = phi - alpha * (gradient(phi)[0])\n';
const DEEP = hostilePython('http://localhost/')['recursion of brackets'] ?? '';

afterEach(() => vi.restoreAllMocks());

const whole = (state: EditorState, insert: string): EditorState =>
  state.update({ changes: { from: 0, to: state.doc.length, insert } }).state;

it('a text of thousands of brackets does not keep the page busy: it is not read at all, not even as it goes, and the next one is again', () => {
  const reads = vi.spyOn(pythonLanguage.parser, 'createParse');
  const read = (): number[] => reads.mock.calls.map(([input]) => input.length);
  const usual = EditorState.create({ doc: RULE, extensions: python });
  expect(read()).toEqual([RULE.length]);

  reads.mockClear();
  const deep = whole(usual, DEEP);
  const longer = deep.update({ changes: { from: deep.doc.length, insert: '\nx = 1' } }).state;
  expect(syntaxTree(longer).topNode.firstChild).toBeNull();
  expect(syntaxTree(EditorState.create({ doc: DEEP, extensions: python })).topNode.firstChild).toBeNull();
  expect(read()).toEqual([]);

  const next = whole(longer, RULE);
  expect(new Set(read())).toEqual(new Set([RULE.length]));
  // However long a busy machine takes.
  const tree = ensureSyntaxTree(next, RULE.length, 60_000);
  expect(tree?.toString()).toBe(pythonLanguage.parser.parse(RULE).toString());
});

it('brackets are counted within one another, not after one another, and over all lines', () => {
  expect(isTooDeep([RULE])).toBe(false);
  expect(isTooDeep(['()[]{}'.repeat(1000)])).toBe(false);
  expect(isTooDeep([')'.repeat(1000), '('.repeat(200)])).toBe(false);
  expect(isTooDeep(Array.from({ length: 201 }, () => '[\n'))).toBe(true);
});
