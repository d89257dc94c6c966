import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CLAIMS } from '../../verification/refute/claims.ts';

// Whether they hold, refute.test.ts of verification/ tries; here it is seen at once that a sentence was rewritten.
it('the sentences that npm run refute --prefix verification tries are on their pages', () => {
  const gone = CLAIMS.filter(
    ({ page, words }) => !readFileSync(`src/content/docs/${page}.mdx`, 'utf8').includes(words),
  );
  expect(gone.map(({ words }) => words)).toEqual([]);
});
