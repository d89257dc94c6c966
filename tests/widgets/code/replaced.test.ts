import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FIRST_RULE } from '../../../src/experiments/kit/first-texts.ts';
import { OWN_RULE, storeOwnRule } from '../../../src/laboratory/stored-playground.ts';
import { forgetReplaced, lastReplaced, storeReplaced, takeBack } from '../../../src/widgets/code/replaced.ts';
import { storeText } from '../../../src/widgets/page/stored-text.ts';

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => kept.set(key, text),
    removeItem: (key: string) => kept.delete(key),
  });
});
afterEach(() => vi.unstubAllGlobals());

describe('texts that were replaced', () => {
  test('come back one after the other, and none is lost', () => {
    storeReplaced('x', 'first');
    storeReplaced('x', 'second');
    expect(takeBack('x', 'now')).toBe('second');
    expect(takeBack('x', 'second')).toBe('first');
    expect(takeBack('x', 'first')).toBe('now');
    expect(takeBack('x', 'now')).toBe('second');
  });

  test('are few, and can be forgotten', () => {
    for (const text of 'abcdefg') storeReplaced('x', text);
    const seen = new Set<string | undefined>();
    for (let k = 0, now = 'now'; k < 12; k++) {
      now = takeBack('x', now) ?? '';
      seen.add(now);
    }
    expect(seen).toEqual(new Set(['g', 'f', 'e', 'd', 'c', 'now']));
    forgetReplaced('x');
    expect(takeBack('x', 'now')).toBeUndefined();
  });

  test('are none where the device holds something else', () => {
    storeText('x before', '{"no": "list"');
    expect(lastReplaced('x')).toBeUndefined();
  });
});

describe('the rule of the playground', () => {
  test('is kept where another takes its place, unless it is the page’s own or the same', () => {
    storeOwnRule(FIRST_RULE, 'drawn');
    storeOwnRule('drawn', 'drawn');
    storeOwnRule(undefined, 'drawn');
    expect(lastReplaced(OWN_RULE)).toBeUndefined();
    // Also if only its numbers are the reader's.
    storeOwnRule(FIRST_RULE.replace('0.5', '0.123'), 'drawn');
    expect(lastReplaced(OWN_RULE)).toContain('0.123');
    storeOwnRule('my own rule', 'drawn');
    expect(lastReplaced(OWN_RULE)).toBe('my own rule');
  });
});
