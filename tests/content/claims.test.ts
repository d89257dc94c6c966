import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CLAIMS } from '../../verification/refute/claims.ts';

// refute.test.ts of verification/ tests whether they hold; this test detects rewritten sentences.
it('the sentences that npm run refute --prefix verification tries are on their pages', () => {
  const gone = CLAIMS.filter(
    ({ page, words }) => !readFileSync(`src/content/docs/${page}.mdx`, 'utf8').includes(words),
  );
  expect(gone.map(({ words }) => words)).toEqual([]);
});
