import { describe, expect, test } from 'vitest';
import { atlas } from '../../../src/figure/panels/sample-panels.ts';
import '../../../src/widgets/panels/bring-all.ts';
import { overlap } from '../../../src/widgets/panels/box.ts';
import { handles, heightFor, layout, planes } from '../../../src/widgets/panels/index.ts';

const WIDTHS = [252, 300, 350, 420, 700];

function placed(width: number) {
  const layout_ = layout(atlas, width, heightFor(atlas, width));
  if (layout_.kind !== 'atlas') throw new Error('not an atlas');
  return layout_;
}

describe('an atlas', () => {
  test.each(WIDTHS)(
    'at %i px has its charts apart from each other and from the map, and inside the picture',
    (width) => {
      const { map, plots, height } = placed(width);
      const boxes = [map.box, ...plots.map(({ box }) => box)];
      boxes.forEach((a, i) => {
        for (const b of boxes.slice(i + 1)) expect(overlap(a, b)).toBe(false);
        expect(a.x).toBeGreaterThanOrEqual(0);
        expect(a.x + a.width).toBeLessThanOrEqual(width);
        expect(a.y + a.height).toBeLessThanOrEqual(height);
      });
    },
  );

  test.each([
    [350, 160, 0],
    [350, 184, atlas.below.length],
    [808, 180, 0],
  ])('in a box of %i by %i px its map keeps its height, and %i charts are left', (width, height, count) => {
    const low = layout(atlas, width, height);
    if (low.kind !== 'atlas') throw new Error('not an atlas');
    expect(low.plots).toHaveLength(count);
    const { y, height: high } = low.map.box;
    expect(high).toBeGreaterThan(30);
    const next = low.plots[0]?.box.y ?? height;
    expect(y + high).toBeLessThan(next);
  });

  test('has no word beside its ring, whose strip says whose it is', () => {
    const { map } = placed(300);
    expect(map.labels.map(({ text }) => text)).not.toContain(atlas.map.handle!.label);
  });

  test('has the ring of its map, which a click on the map moves', () => {
    const layout_ = placed(300);
    expect(handles(atlas, layout_).map(({ handle }) => handle.x)).toEqual(['phi0']);
    expect(planes(atlas, layout_)[0]!.coordinates.box).toEqual(layout_.map.box);
  });
});
