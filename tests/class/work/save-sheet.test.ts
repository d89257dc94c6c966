import { afterEach, expect, test, vi } from 'vitest';
import { savedAs } from '../../../src/class/work/save-sheet.ts';

afterEach(() => vi.unstubAllGlobals());

test('a file is said to be saved where nothing can hold it back, and looked for where a frame may', () => {
  const window: { parent?: unknown } = {};
  window.parent = window;
  vi.stubGlobal('window', window);
  expect(savedAs('sheet.json')).toBe('Saved as sheet.json in your downloads.');
  window.parent = {};
  expect(savedAs('sheet.json')).toMatch(/^Look for sheet\.json in your downloads\./);
});
