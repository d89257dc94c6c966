import { describe, expect, it } from 'vitest';
import { RailTouch } from '../../../src/widgets/controls/rail-touch.ts';

const at = (clientX: number, pointerType = 'touch') => ({ clientX, pointerType });

describe('RailTouch', () => {
  it('lets a mouse move the rail at once', () => {
    const touch = new RailTouch();
    touch.down(at(100, 'mouse'));
    expect(touch.input(300)).toBe(300);
    expect(touch.up()).toBeUndefined();
  });
  it('leaves the rail alone where the finger scrolls the page', () => {
    const touch = new RailTouch();
    touch.down(at(100));
    expect(touch.input(300)).toBeUndefined();
    touch.move(at(104));
    expect(touch.cancel()).toBe(true);
    expect(touch.up()).toBeUndefined();
  });
  it('follows a finger once it has gone along the rail', () => {
    const touch = new RailTouch();
    touch.down(at(100));
    touch.input(300);
    touch.move(at(92));
    expect(touch.input(280)).toBe(280);
    expect(touch.up()).toBeUndefined();
  });
  it('takes a tap when the finger is lifted', () => {
    const touch = new RailTouch();
    touch.down(at(100));
    touch.input(300);
    expect(touch.up()).toBe(300);
    expect(touch.input(310)).toBe(310);
  });
});
