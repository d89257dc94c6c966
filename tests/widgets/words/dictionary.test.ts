import { describe, expect, it } from 'vitest';
import { sayIn } from '../../../src/widgets/words/dictionary.ts';

const words = {
  Reset: 'Zurücksetzen',
  grid: 'Raster',
  '<n> of <m>': '<n> von <m>',
  'Preview of <title>': 'Vorschau von „<title>“',
  'Changed: <ranges>.': 'Verstellt: <ranges>.',
  '“<name>” from <n> to <m>': '„<name>“ von <n> bis <m>',
  'It gains {gain} on average.': 'Es gewinnt im Mittel {gain}.',
  'Chosen by <measure>, it has {rival}.': 'Wählt der <measure>, so sind es {rival}.',
  'Chosen by <measure>, the best has {best}.': 'Wählt der <measure>, so hat das beste {best}.',
  loss: 'Verlust',
  error: 'Fehler',
};

describe('say', () => {
  const say = sayIn(words);

  it.each([
    ['Reset', 'Zurücksetzen'],
    [' Reset ', ' Zurücksetzen '],
    ['12 of 80', '12 von 80'],
    ['12\u00a0of 80', '12 von 80'],
    ['−0.5 of 1e−9', '−0.5 von 1e−9'],
    ['Preview of grid', 'Vorschau von „Raster“'],
    ['It gains {gain} on average.', 'Es gewinnt im Mittel {gain}.'],
    ['Changed: “grid” from 2 to 6.', 'Verstellt: „Raster“ von 2 bis 6.'],
    ['12', '12'],
    ['→', '→'],
  ])('%j is %j', (text, said) => expect(say(text)).toBe(said));

  it('takes a gap of one letter for a number alone', () => expect(say('out of sight')).toBe('out of sight'));

  it('lets no gap reach from one sentence into the next', () => {
    expect(say('Chosen by loss, the best has {best}. Chosen by error, it has {rival}.')).toBe(
      'Wählt der Verlust, so hat das beste {best}. Wählt der Fehler, so sind es {rival}.',
    );
  });

  it('says what it can of a text, and leaves the rest in English', () => {
    expect(say('It gains {gain} on average. Nobody knows why.')).toBe('Es gewinnt im Mittel {gain}. Nobody knows why.');
  });
});

describe('a missing word', () => {
  const heard = (text: string): string[] => {
    const missed: string[] = [];
    sayIn(words, (one) => missed.push(one))(text);
    return missed;
  };

  it.each([
    ['Play', ['Play']],
    ['It gains {gain} on average. Nobody knows why.', ['Nobody knows why.']],
    ['Preview of Adam’s rate', ['Adam’s rate']],
    ['Reset', []],
    ['3 of 4', []],
  ])('of %j is %j', (text, missed) => expect(heard(text)).toEqual(missed));
});
