import { describe, expect, test } from 'vitest';
import { flag } from '../../../src/engine/schema.ts';
import { groupLabel, inGroups } from '../../../src/widgets/controls/groups.ts';

const one = flag({ label: 'One', symbol: 'o', help: 'One.', default: true });
const schema = { a: one, b: one, x: one, y: one, c: one, d: one };
const spec = { schema, hide: ['d'], together: [['x', 'y']], main: ['b', 'a'] };

describe('inGroups', () => {
  test('shows the main controls in their order and folds the rest, those that share one as one', () => {
    expect(inGroups(spec, [])).toEqual({ seen: [['b'], ['a']], folded: [['c'], ['x', 'y']] });
  });
  test('shows what a link has brought, once', () => {
    expect(inGroups(spec, ['y', 'x', 'b', 'd'])).toEqual({ seen: [['b'], ['a'], ['x', 'y']], folded: [['c']] });
  });
  test('never shows what is hidden, and loses nothing else', () => {
    const { seen, folded } = inGroups({ ...spec, main: ['d'] }, []);
    expect(seen).toEqual([]);
    expect(folded.flat().toSorted()).toEqual(['a', 'b', 'c', 'x', 'y']);
  });
});

test('a label of several shares the words they begin with, and no comma of theirs', () => {
  const label = (text: string) => ({ ...one, label: text });
  expect(groupLabel({ schema: { x: label('Start p'), y: label('Start q') } }, ['x', 'y'])).toBe('Start (p, q)');
  expect(groupLabel({ schema: { x: label('Good values, first'), y: label('Good values, second') } }, ['x', 'y'])).toBe(
    'Good values (first, second)',
  );
});
