import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { measuredOf } from '../../../src/widgets/build/measured.ts';

const code = '0123456789abcdef';
const otherCode = 'fedcba9876543210';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'measured-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function kept(result: unknown, hash = code): void {
  const measured = measuredOf('contraction', folder, hash);
  measured.set('seed=1', result);
  measured.keep();
}

test('a result comes back to the last bit, typed arrays and numbers that JSON loses among them', () => {
  const result = {
    loss: Float64Array.of(0.1, Number.NaN, -0),
    share: -0,
    step: undefined,
    ends: new Map([[1, 'low']]),
  };
  kept(result);
  expect(measuredOf('contraction', folder, code).get('seed=1')).toStrictEqual(result);
});

test('other code finds nothing, and its results take the place of the old ones, not of another experiment', () => {
  kept(1);
  writeFileSync(join(folder, `contraction-two-${code}.bin`), '');
  expect(measuredOf('contraction', folder, otherCode).get('seed=1')).toBeUndefined();
  kept(2, otherCode);
  expect(readdirSync(folder).sort()).toEqual([`contraction-${otherCode}.bin`, `contraction-two-${code}.bin`]);
});

test('a file that was cut short counts as missing', () => {
  kept(Float64Array.of(1, 2, 3));
  truncateSync(join(folder, `contraction-${code}.bin`), 12);
  const measured = measuredOf('contraction', folder, code);
  expect(measured.get('seed=1')).toBeUndefined();
  measured.set('seed=1', 4);
  measured.keep();
  expect(measuredOf('contraction', folder, code).get('seed=1')).toBe(4);
});
