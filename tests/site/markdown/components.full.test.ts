import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { failure } from '../../content/compile.ts';

describe('components', () => {
  it.each(readdirSync('src/content/docs').filter((file) => file.endsWith('.mdx')))(
    'knows all that %s uses',
    async (file) => {
      // The build checks numbers and links of claims; this test only checks that each name has a module.
      expect(await failure(readFileSync(`src/content/docs/${file}`, 'utf8'))).not.toContain('unknown component');
    },
  );
});
