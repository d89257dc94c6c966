import { expect, test } from 'vitest';
import { takeNumber } from '../../../src/widgets/prerender/figure-numbers.ts';

test('takeNumber(figure, loc) refuses a second figure of that number, and names both', () => {
  takeNumber('6.1.1', 'first.mdx:3:1');
  takeNumber('6.1.2', 'first.mdx:9:1');
  takeNumber('6.1.1', 'first.mdx:3:1'); // the same figure, drawn again
  expect(() => takeNumber('6.1.1', 'second.mdx:5:1')).toThrow(
    'second.mdx:5:1: figure="6.1.1" is the number of another figure, at first.mdx:3:1; give this one the next',
  );
});
