import { expect, test } from 'vitest';
import { saidOf, takenFrom } from '../../../src/class/sheets/taken-up.ts';
import type { Work } from '../../../src/class/work/stored-work.ts';

const words = (value: string, task = 'adam.3'): Work => ({ task, kind: 'words', value, met: false });
const code = (value: string, met: boolean): Work => ({ task: 'notebook-6.1.line-search', kind: 'code', value, met });
const listed = (id: string) => [id, { task: { id, asks: 'words' }, label: '', path: '', page: '', kind: '' }] as const;
const tasks = {
  version: 'now',
  tasks: Object.fromEntries(['adam.3', 'adam.4', 'notebook-6.1.line-search'].map(listed)),
};
const sheet = (...work: readonly (Work | { unread: unknown })[]) => ({ name: '', version: 'now', work });

test('what is further on stays, whichever side it is on', () => {
  const here = [words('long and newer words'), code('right', true)];
  const older = takenFrom(sheet(words('old words'), code('a first try, which is longer', false)), here, tasks);
  expect(older).toMatchObject({ taken: [], replaced: [], stayed: 2 });
  expect(saidOf(older)).toBe('it contains nothing new. 2 answers on this device are further on and were kept.');
  const newer = takenFrom(sheet(...here), [words('old'), code('a first try, which is longer', false)], tasks);
  expect(newer.taken).toEqual(here);
  expect(newer.replaced).toEqual([words('old'), code('a first try, which is longer', false)]);
  expect(saidOf(newer)).toBe('2 answers added. 2 of them replaced older answers.');
});

test('equal answers change nothing, and new ones are taken', () => {
  const found = takenFrom(sheet(words('same'), words('new', 'adam.4')), [words('same')], tasks);
  expect(found).toEqual({
    taken: [words('new', 'adam.4')],
    replaced: [],
    stayed: 0,
    unreadable: 0,
    unknown: 0,
    elsewhere: 0,
  });
});

test('what cannot be read, and what is of no task, is said', () => {
  const found = takenFrom(sheet({ unread: 3 }, words('x', 'nowhere.1'), words('y')), [], tasks);
  expect(found.taken).toEqual([words('y')]);
  expect(saidOf(found)).toBe(
    '1 answer added. 1 answer could not be read. 1 answer is to a task that this site does not have.',
  );
});
