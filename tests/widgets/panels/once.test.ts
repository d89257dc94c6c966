import { isValidElement } from 'preact';
import { render } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { el } from '../../../src/widgets/panels/element.ts';
import { drawnOnce, Once } from '../../../src/widgets/panels/once.ts';

describe('drawnOnce(make)', () => {
  const dots = drawnOnce((xs: readonly number[], r: number) =>
    el('g', { class: 'dots' }, [...xs.map((cx) => el('circle', { cx, r })), null, 'a text']),
  );

  it('draws what was made', () => {
    expect(render(dots([1, 2], 3))).toBe(
      '<g class="dots"><circle cx="1" r="3"></circle><circle cx="2" r="3"></circle>a text</g>',
    );
  });

  it('leaves alone what is of the same object, and nothing else', () => {
    const xs = [1];
    const drawing = new Once(dots(xs, 3).props);
    expect(drawing.shouldComponentUpdate(dots(xs, 3).props)).toBe(false);
    expect(drawing.shouldComponentUpdate(dots([1], 3).props)).toBe(true);
  });

  it('never draws the elements that it keeps, which would know their parents from then on', () => {
    const inner = el('circle', { r: 1 });
    const drawn = new Once({ made: inner }).render({ made: [el('g', null, inner)] });
    const [group] = Array.isArray(drawn) ? drawn : [];
    expect(isValidElement(group) && group.props.children).toEqual(expect.objectContaining({ type: 'circle' }));
    expect(isValidElement(group) && group.props.children).not.toBe(inner);
  });
});
