import { pythonLanguage } from '@codemirror/lang-python';
import { syntaxTree } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { afterEach, expect, it, vi } from 'vitest';
import { isTooDeep, python } from '../../../src/laboratory/editor/python-language.ts';
import { hostilePython } from '../../browser/hostile.ts';

const RULE = 'alpha = 0.1\n\nfor t in range(1, steps + 1):\n    phi = phi - alpha * (gradient(phi)[0])\n';
const DEEP = hostilePython('http://localhost/')['recursion of brackets'] ?? '';

afterEach(() => vi.restoreAllMocks());

const whole = (state: EditorState, insert: string): EditorState =>
  state.update({ changes: { from: 0, to: state.doc.length, insert } }).state;

it('a text of thousands of brackets does not keep the page busy: it is not read at all, and the next one is again', () => {
  const reads = vi.spyOn(pythonLanguage.parser, 'startParse');
  const usual = EditorState.create({ doc: RULE, extensions: python(RULE) });
  expect(reads).toHaveBeenCalled();

  reads.mockClear();
  const deep = whole(usual, DEEP);
  const longer = deep.update({ changes: { from: deep.doc.length, insert: '\nx = 1' } }).state;
  expect(syntaxTree(longer).length).toBe(0);
  expect(syntaxTree(EditorState.create({ doc: DEEP, extensions: python(DEEP) })).length).toBe(0);
  expect(reads).not.toHaveBeenCalled();

  whole(longer, RULE);
  expect(reads).toHaveBeenCalled();
});

it('brackets are counted within one another, not after one another, and over all lines', () => {
  expect(isTooDeep([RULE])).toBe(false);
  expect(isTooDeep(['()[]{}'.repeat(1000)])).toBe(false);
  expect(isTooDeep([')'.repeat(1000), '('.repeat(200)])).toBe(false);
  expect(isTooDeep(Array.from({ length: 201 }, () => '[\n'))).toBe(true);
});
