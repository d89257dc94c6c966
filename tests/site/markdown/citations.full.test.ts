import { describe, expect, it } from 'vitest';
import { failure } from '../../content/compile.ts';

describe('a correction that is cited on another page', () => {
  it('follows no figure of the page that cites it', async () => {
    for (const n of [1, 2, 3, 4, 5, 6]) expect(await failure(`<Cited correction={${n}} />\n`)).toBe('compiled');
  });
});
