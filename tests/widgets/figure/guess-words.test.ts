import { afterEach, describe, expect, it } from 'vitest';
import { guessWords } from '../../../src/widgets/figure/GuessLayer.tsx';
import { sayIn } from '../../../src/widgets/words/dictionary.ts';
import german from '../../../src/widgets/words/languages/de.ts';
import { english, speakWith } from '../../../src/widgets/words/say.ts';
import { voiceOf } from '../../../src/widgets/words/translated.ts';

describe('the words of a guess', () => {
  afterEach(() => speakWith(() => english));

  it.each([
    [undefined, 'your guess', 'your guess'],
    [0.031, 'your guess: off by 3\u00a0% of the width', 'your guess: off by 3\u00a0%'],
    [0.0042, 'your guess: off by 0.4\u00a0% of the width', 'your guess: off by 0.4\u00a0%'],
  ])('off by %j are whole and short', (off, whole, short) => expect(guessWords(off)).toEqual([whole, short]));

  it('are short in another language, too', () => {
    const missed: string[] = [];
    const voice = voiceOf(
      sayIn(german.live, (text) => missed.push(text)),
      'de',
    );
    speakWith(() => voice);
    expect(guessWords(0.031)).toEqual(['Ihr Tipp: um 3\u00a0% der Breite daneben', 'Ihr Tipp: um 3\u00a0% daneben']);
    expect(missed).toEqual([]);
  });
});
