import { describe, expect, it } from 'vitest';
import { SliderTouch } from '../../../src/widgets/controls/slider-touch.ts';

const at = (clientX: number, pointerType = 'touch') => ({ clientX, pointerType });

describe('SliderTouch', () => {
  it('lets a mouse move the slider at once', () => {
    const touch = new SliderTouch();
    touch.down(at(100, 'mouse'));
    expect(touch.input(300)).toBe(300);
    expect(touch.up()).toBeUndefined();
  });
  it('leaves the slider alone where the finger scrolls the page', () => {
    const touch = new SliderTouch();
    touch.down(at(100));
    expect(touch.input(300)).toBeUndefined();
    touch.move(at(104));
    expect(touch.cancel()).toBe(true);
    expect(touch.up()).toBeUndefined();
  });
  it('follows a finger once it has gone along the slider', () => {
    const touch = new SliderTouch();
    touch.down(at(100));
    touch.input(300);
    touch.move(at(92));
    expect(touch.input(280)).toBe(280);
    expect(touch.up()).toBeUndefined();
  });
  it('takes a tap when the finger is lifted', () => {
    const touch = new SliderTouch();
    touch.down(at(100));
    touch.input(300);
    expect(touch.up()).toBe(300);
    expect(touch.input(310)).toBe(310);
  });
});
