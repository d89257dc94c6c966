import { describe, expect, test } from 'vitest';
import { LONGEST_CODE } from '../../../src/engine/code.ts';
import { LONGEST_LINK, pack, unpack } from '../../../src/widgets/page/packed.ts';

const sheet = { sheet: 1, name: 'Ada', work: [{ task: 'adam.rate', kind: 'guess', value: '0.5', met: true }] };

describe('a link', () => {
  test('gives back what was packed, in letters that an address may have', async () => {
    const text = await pack(sheet);
    expect(text).toMatch(/^[\w-]+$/);
    expect(text.length).toBeLessThan(800);
    expect(await unpack(text)).toEqual(sheet);
  });

  test('has room for the longest text and any letters', async () => {
    const text = Array.from({ length: LONGEST_CODE }, (_, i) => String.fromCharCode(33 + ((i * 7919) % 90))).join('');
    const packed = await pack({ text, word: 'ϕ₀ – “é”' });
    expect(packed.length).toBeLessThan(LONGEST_LINK);
    expect(await unpack(packed)).toEqual({ text, word: 'ϕ₀ – “é”' });
  });

  test.each(['', 'hello', '!!!', 'q1YqSy0qzszPU7JSMlTSUQIA', 'A'.repeat(99)])(
    'that is broken says so: %j',
    async (text) => {
      await expect(unpack(text)).rejects.toThrow(/^The link is broken/);
    },
  );

  test('that was cut off says so', async () => {
    const text = await pack(sheet);
    await expect(unpack(text.slice(0, text.length / 2))).rejects.toThrow(/^The link is broken/);
  });

  test('that would unpack to more than the page takes is stopped', async () => {
    const bomb = await pack('a'.repeat(3_000_000));
    expect(bomb.length).toBeLessThan(LONGEST_LINK);
    await expect(unpack(bomb)).rejects.toThrow(/contains too much/);
    await expect(unpack('A'.repeat(LONGEST_LINK + 1))).rejects.toThrow(/too long/);
  });
});
