import { describe, expect, it } from 'vitest';
import { minutesFor, readingOf } from '../../src/site/reading.ts';

describe('what there is to read', () => {
  it('counts words, and a formula, a measured number and a symbol as one each', () => {
    const { words } = readingOf(
      '---\ntitle: Four words not counted\n---\n\nThe rate $\\alpha \\cdot 2$ is <Value id="a" of="b" alpha={0.2} />.\n\n$$ (6.1) A step\nx = 1\n$$\n',
    );
    expect(words).toBe(6);
  });

  it('reads the text of links, of terms and of tries, and no address', () => {
    expect(
      readingOf('See [two words](/a/#b), a <Term id="saddle">saddle</Term>, <Try id="a" b={-1}>and go</Try>.').words,
    ).toBe(7);
  });

  it('keeps folds, answers and sources apart', () => {
    const page =
      'One two.\n\n<Experiment id="a" caption="Not > read" />\n\n<Deeper title="T" says="S.">\n\nThree four five.\n\n<Experiment id="b" />\n\n</Deeper>\n\n<Exercise n={1}>\n\nSix?\n\n<Answer>\n\nSeven.\n\n</Answer>\n\n</Exercise>\n\n## Sources\n\n<Sources>\n\n- Eight.\n\n</Sources>\n';
    expect(readingOf(page)).toMatchObject({ words: 3, folded: 3, figures: { open: 1, folded: 1 } });
  });

  it('counts no heading of the sources', () => {
    expect(readingOf('One.\n\n## Two\n\nThree.\n\n## Sources\n\n<Sources>\n\n- Four.\n\n</Sources>\n').words).toBe(3);
  });

  it('counts the numbers of each paragraph, without those that name a place', () => {
    const page =
      '## At 6\n\nAt 0.5 and <Value id="a" of="b" /> of 16 steps.\n\nSee figure 6.3.4, equations 6.11 and 6.12 and [eq 6.3](#eq-6.3).\n\n| 1 | 2 |\n';
    expect(readingOf(page).numbers).toEqual([3, 0]);
  });

  it('takes a minute at least', () => {
    expect(minutesFor({ words: 3 })).toBe(1);
    expect(minutesFor({ words: 2160 })).toBe(12);
  });
});
