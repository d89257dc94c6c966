import { describe, expect, it } from 'vitest';
import { minutesFor, wordsOf } from '../../src/site/reading.ts';

describe('what there is to read', () => {
  it('counts words, and a formula, a measured number and a symbol as one each', () => {
    const { open } = wordsOf(
      '---\ntitle: Four words not counted\n---\n\nThe rate $\\alpha \\cdot 2$ is <Value id="a" of="b" alpha={0.2} />.\n\n$$ (6.1) A step\nx = 1\n$$\n',
    );
    expect(open).toBe(6);
  });

  it('reads the text of links, of terms and of tries, and no address', () => {
    expect(
      wordsOf('See [two words](/a/#b), a <Term id="saddle">saddle</Term>, <Try id="a" b={-1}>and go</Try>.').open,
    ).toBe(7);
  });

  it('keeps folds apart, and counts no answers and no sources with their heading', () => {
    const page =
      'One two.\n\n<Experiment id="a" caption="Not > read" />\n\n<Deeper title="T" says="S.">\n\nThree four five.\n\n<Experiment id="b" />\n\n</Deeper>\n\n<Exercise n={1}>\n\nSix?\n\n<Answer>\n\nSeven.\n\n</Answer>\n\n</Exercise>\n\n## Sources\n\n<Sources>\n\n- Eight.\n\n</Sources>\n';
    expect(wordsOf(page)).toEqual({ open: 3, folded: 3 });
    expect(wordsOf('One.\n\n## Two\n\nThree.\n\n## Sources\n\n<Sources>\n\n- Four.\n\n</Sources>\n').open).toBe(3);
  });

  it('takes a minute at least', () => {
    expect(minutesFor(3)).toBe(1);
    expect(minutesFor(2160)).toBe(12);
  });
});
