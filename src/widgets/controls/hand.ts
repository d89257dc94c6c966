/** The moves of a hand on a picture, by keys and by a pointer. */

/** Across and up. */
export const ARROWS: Readonly<Record<string, readonly [across: number, up: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** A pointer that moves further than this between press and release drags, or selects a text, and does not click, px. */
export const STILL = 6;
