import { describe, expect, it } from 'vitest';
import { languageOf, missingFrom, pageTexts } from '../../scripts/course/languages/missing.ts';
import { languagesWritten, pagesIn } from '../../src/site/languages.ts';

describe.each(languagesWritten)('the words of %s', (code) => {
  it.each(pagesIn(code))(
    'lack nothing of what the figures of %s say',
    async (page) => {
      const { live, built } = await languageOf(code);
      const texts = await pageTexts(`${code}/${page}`);
      expect(texts.live.size).toBeGreaterThan(20);
      expect(missingFrom(live, texts.live)).toEqual([]);
      expect(missingFrom({ ...built, ...live }, texts.built)).toEqual([]);
    },
    120_000,
  );
});
