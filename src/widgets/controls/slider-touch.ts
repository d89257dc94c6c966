/** Distance along a slider from which a finger drags the slider and not the page, px. */
const MEANT = 8;

type Point = Pick<PointerEvent, 'clientX' | 'pointerType'>;

/**
 * Tells a finger that scrolls the page from one that moves a slider. A browser moves a range input as soon as it is
 * touched. Here a touch counts only once it has moved along the slider, or when it is lifted where it came down: a tap.
 */
export class SliderTouch {
  /** Where the finger came down; undefined once it is clear what it means. */
  private from: number | undefined;
  private waiting: number | undefined;

  down({ clientX, pointerType }: Point): void {
    this.from = pointerType === 'touch' ? clientX : undefined;
    this.waiting = undefined;
  }

  move({ clientX }: Pick<PointerEvent, 'clientX'>): void {
    if (this.from !== undefined && Math.abs(clientX - this.from) >= MEANT) this.from = undefined;
  }

  /** A new position of the input: returned if it counts, kept for `up` while that is not known. */
  input(position: number): number | undefined {
    if (this.from === undefined) return position;
    this.waiting = position;
    return undefined;
  }

  /** The finger was lifted. Returns where it tapped, if it did. */
  up(): number | undefined {
    const tapped = this.from === undefined ? undefined : this.waiting;
    this.from = undefined;
    this.waiting = undefined;
    return tapped;
  }

  /** The page scrolls instead. True if the input has to go back to where it was. */
  cancel(): boolean {
    const undone = this.from !== undefined && this.waiting !== undefined;
    this.from = undefined;
    this.waiting = undefined;
    return undone;
  }
}
