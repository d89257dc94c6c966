import { describe, expect, it } from 'vitest';
import { passagesOf } from '../../../src/widgets/scene/passages.ts';

describe('passagesOf', () => {
  const defaults = { alpha: 3, beta: 0.8 };

  it('is the figure’s own values, and what each of them sets', () => {
    const passages = passagesOf(
      [
        { set: { beta: 0 }, ends: 0 },
        { set: {}, plays: true, pauses: 'turns' },
      ],
      defaults,
    );
    expect(passages).toEqual([
      { values: { alpha: 3, beta: 0 }, ends: 0 },
      { values: { alpha: 3, beta: 0.8 }, plays: true, pauses: 'turns' },
    ]);
  });

  it('has the run of the passage before as its ghost', () => {
    const [, second] = passagesOf([{ set: { beta: 0 } }, { set: { beta: 0.98 }, ghost: true }], defaults);
    expect(second?.ghost).toEqual({ alpha: 3, beta: 0 });
  });

  it('has the run with which the figure opens as the ghost of the first', () => {
    expect(passagesOf([{ set: { beta: 0 }, ghost: true }], defaults)[0]?.ghost).toEqual(defaults);
  });
});
