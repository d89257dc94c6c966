import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { failure } from '../../content/compile.ts';

describe('components', () => {
  it.each(readdirSync('src/content/docs').filter((file) => file.endsWith('.mdx')))(
    'knows all that %s uses',
    async (file) => {
      // Numbers and links of claims are checked by the build; here only that each name has a module.
      expect(await failure(readFileSync(`src/content/docs/${file}`, 'utf8'))).not.toContain('unknown component');
    },
  );
});
