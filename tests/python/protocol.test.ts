import { describe, expect, it } from 'vitest';
import { readMessage } from '../../src/python/protocol.ts';
import { forgedMessages, hostilePython, hostileScripts } from '../browser/hostile.ts';

describe('a message from the worker is read as from a stranger', () => {
  it.each(forgedMessages.map((message) => [JSON.stringify(message)?.slice(0, 70), message] as const))(
    '%s',
    (_, message) => {
      const read = readMessage(message);
      if (read?.kind !== 'reply') return expect(read).toBeUndefined();
      const { error, status, step, printed, left, columns } = read.reply;
      for (const text of [error?.type, error?.message, error?.trace, printed])
        expect(['string', 'undefined']).toContain(typeof text);
      expect(typeof left).toBe('number');
      expect([true, false]).toContain(status === undefined || Array.isArray(status));
      expect(['number', 'undefined']).toContain(typeof step);
      return expect(Object.values(columns).every((column) => column instanceof Float64Array)).toBe(true);
    },
  );

  it('columns too long for any sheet are none', () => {
    const message = {
      id: 1,
      told: '{"columns":[]}',
      columns: { values: new Float64Array(512 * 512 + 1) },
      printed: '',
      left: 0,
    };
    expect(readMessage(message)).toBeUndefined();
    expect(readMessage({ ...message, columns: { values: new Float64Array(4) } })?.kind).toBe('reply');
  });
});

it('columns that are too long together are none either', () => {
  const columns = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, k) => [`c${k}`, new Float64Array(512 * 512)]));
  const message = (count: number) => ({ id: 1, told: '{}', columns: columns(count), printed: '', left: 0 });
  expect(readMessage(message(8))?.kind).toBe('reply');
  expect(readMessage(message(9))).toBeUndefined();
});

it('there are more than eighty attempts', () => {
  const where = 'http://localhost/';
  expect(
    Object.keys({ ...hostilePython(where), ...hostileScripts(where) }).length + forgedMessages.length,
  ).toBeGreaterThan(80);
});
