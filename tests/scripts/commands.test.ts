/** The text of each command's --help is at the top of its file. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { root } from '../../scripts/command.ts';
import { helpOf, UsageError, wholeNumber } from '../../scripts/options.ts';
import { called, commands, verbs } from './our-commands.ts';

it('the test sees the commands', () => {
  const names = commands.map(([name]) => name);
  expect(names).toEqual(expect.arrayContaining(['start', 'test', 'new', 'course', 'experiment', 'precompute']));
  expect(names).not.toContain('lint');
  expect(verbs.map(([name]) => name)).toContain('course -- chapters');
});

it.each([...commands, ...verbs])('%s: the head of its file tells how it is called', (name, file) => {
  expect(helpOf(pathToFileURL(join(root, file)).href).startsWith(called(name))).toBe(true);
});

it('a number that is none is told in a sentence', () => {
  expect(wholeNumber('7', 'port', [0, 9])).toBe(7);
  for (const wrong of ['', '1.5', '10', 'x']) expect(() => wholeNumber(wrong, 'port', [0, 9])).toThrow(UsageError);
});
