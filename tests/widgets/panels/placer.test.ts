import { describe, expect, it } from 'vitest';
import { labelBox, nameHeights, Placer, placerOver } from '../../../src/widgets/panels/placer.ts';
import { besideMark, spotsAround } from '../../../src/widgets/panels/spots.ts';

const bounds = { x: 0, y: 0, width: 200, height: 100 };
const label = { text: 'start', style: 'note halo' };

describe('the placer', () => {
  it('takes the first free spot, and none that covers a point to avoid if there is another', () => {
    const placer = new Placer(bounds);
    const [right, left] = spotsAround(100, 50, 10);
    placer.claim({ x: 100, y: 40, width: 60, height: 20 });
    placer.avoid(left!.x - 5, left!.y - 3);
    const [word] = placer.put(label, [right!, left!, { x: 20, y: 90, anchor: 'start' }])!;
    expect(word).toMatchObject({ x: 20, y: 90, text: 'start' });
    expect(placer.put(label, [left!], { strict: true })).toBeUndefined();
    expect(placer.put(label, [left!])).toBeDefined();
  });

  it('leads a word that stands far off to its mark, and none that stands beside it', () => {
    const mark = { x: 100, y: 50, radius: 8 };
    const near = new Placer(bounds);
    near.put(label, besideMark([100, 50], 8), { mark });
    expect(near.leaders).toBe('');
    const far = new Placer(bounds);
    far.claim({ x: 70, y: 20, width: 60, height: 60 });
    far.put(label, besideMark([100, 50], 8), { mark });
    expect(far.leaders).toMatch(/^M[\d.]+ [\d.]+L[\d.]+ [\d.]+$/);
  });

  it('keeps for words that are placed last the spots that they would take alone', () => {
    const placer = new Placer(bounds);
    const [right, left] = spotsAround(100, 50, 10);
    const sounding = [{ text: '0.5', style: 'sounding halo' }, [right!]] as const;
    placer.reserve([sounding]);
    expect(placer.words).toEqual([]);
    expect(placer.put(label, [right!, left!])).toMatchObject([{ x: left!.x }]);
    expect(placer.put(...sounding, { strict: true, reserved: true })).toMatchObject([{ x: right!.x }]);
  });

  it('claims no more for each line of a label than the line takes', () => {
    const placer = new Placer(bounds);
    const lines = placer.write(
      { text: 'Adam\nmomentum', style: 'note halo', styles: ['note halo', 'note halo'] },
      { x: 150, y: 40, anchor: 'end' },
    );
    const [first, second] = lines.map((line) => labelBox(line, line));
    expect(first!.x).toBeGreaterThan(second!.x + 20);
    expect(placer.isFree({ x: second!.x, y: first!.y, width: 10, height: 8 })).toBe(true);
  });

  it('lays words over a picture off its names and rings, and over the losses of minima only in need', () => {
    const name = { text: 'descent', style: 'note halo', x: 60, y: 50, anchor: 'start' } as const;
    const sounding = { text: '0.5', style: 'sounding halo', x: 10, y: 90, anchor: 'start' } as const;
    const placer = placerOver(bounds, [name, sounding], [[150, 50]]);
    expect(placer.isFree(labelBox(name, name))).toBe(false);
    expect(placer.isFree({ x: 145, y: 45, width: 4, height: 4 })).toBe(false);
    expect(placer.isFree(labelBox(sounding, sounding))).toBe(true);
    expect(placer.put(label, [{ ...sounding }, { x: 60, y: 90, anchor: 'start' }])).toMatchObject([{ x: 60 }]);
  });
});

it('nameHeights() moves names apart in their order, and knows when they do not fit', () => {
  const heights = nameHeights([50, 18, 52, 51], bounds)!;
  expect(heights[1]).toBe(22);
  const sorted = [heights[0]!, heights[3]!, heights[2]!];
  expect(sorted).toEqual([sorted[0], sorted[0]! + 16, sorted[0]! + 32]);
  expect(sorted[1]).toBeCloseTo(55, 9);
  expect(nameHeights([1, 2, 3, 4, 5, 6, 7, 8], bounds)).toBeUndefined();
});
