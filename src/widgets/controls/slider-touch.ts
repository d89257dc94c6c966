/** Distance along a slider after which a finger drags the slider rather than the page, px. */
const MEANT = 8;

type Point = Pick<PointerEvent, 'clientX' | 'pointerType'>;

/**
 * Distinguishes a finger that scrolls the page from one that moves a slider. A browser moves a range input as soon as
 * it is touched. Here a touch counts only once it has moved along the slider, or when it is lifted where it started: a
 * tap.
 */
export class SliderTouch {
  /** Start of the touch; undefined once its meaning is clear. */
  private from: number | undefined;
  private waiting: number | undefined;

  down({ clientX, pointerType }: Point): void {
    this.from = pointerType === 'touch' ? clientX : undefined;
    this.waiting = undefined;
  }

  move({ clientX }: Pick<PointerEvent, 'clientX'>): void {
    if (this.from !== undefined && Math.abs(clientX - this.from) >= MEANT) this.from = undefined;
  }

  /** A new position of the input: returned if it counts, stored for `up` while that is unclear. */
  input(position: number): number | undefined {
    if (this.from === undefined) return position;
    this.waiting = position;
    return undefined;
  }

  /** The finger was lifted. Returns the position of the tap, if it was one. */
  up(): number | undefined {
    const tapped = this.from === undefined ? undefined : this.waiting;
    this.from = undefined;
    this.waiting = undefined;
    return tapped;
  }

  /** The page scrolls instead. True if the input has to return to its previous position. */
  cancel(): boolean {
    const undone = this.from !== undefined && this.waiting !== undefined;
    this.from = undefined;
    this.waiting = undefined;
    return undone;
  }
}
