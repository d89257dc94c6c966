import { describe, expect, it } from 'vitest';
import { toldBy } from '../../../src/widgets/scene/told.ts';

describe('what the passages of a scene ask of its figure', () => {
  const defaults = { alpha: 3, beta: 0.8 };

  it('is the figure’s own values, and what each of them sets', () => {
    const told = toldBy(
      [
        { set: { beta: 0 }, ends: 0 },
        { set: {}, plays: true, pauses: 'turns' },
      ],
      defaults,
    );
    expect(told).toEqual([
      { values: { alpha: 3, beta: 0 }, ends: 0 },
      { values: { alpha: 3, beta: 0.8 }, plays: true, pauses: 'turns' },
    ]);
  });

  it('has the run of the passage before as its ghost', () => {
    const [, second] = toldBy([{ set: { beta: 0 } }, { set: { beta: 0.98 }, ghost: true }], defaults);
    expect(second?.ghost).toEqual({ alpha: 3, beta: 0 });
  });

  it('has no ghost where nothing was before', () => {
    expect(toldBy([{ set: {}, ghost: true }], defaults)[0]).not.toHaveProperty('ghost');
  });
});
