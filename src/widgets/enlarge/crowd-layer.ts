/** Draws crowds under the series of a plot. */
import uPlot from 'uplot';
import { type Crowd, coverage, opacity } from './crowd.ts';

/** Half the line width, in CSS pixels. */
const HALF = 0.4;
/** Opacity steps per line that covers a pixel, and the number of lines up to which they are distinguished. */
const STEPS = 8;
const MOST = 64;

interface DrawnCrowd {
  crowd: Crowd;
  /** Whether it is currently visible. */
  shown(): boolean;
  /** A CSS colour. */
  colour: string;
}

/** Time budget in milliseconds for drawing crowds in a moving plot: beyond it, pixels become larger and lines fewer. */
const BUDGET = 6;
const LARGEST = 4;
/** Minimum number of lines drawn of a crowd, if it has that many. */
const FEWEST = 40;
/** A plot counts as still after so many milliseconds, and is then drawn sharp. */
const REST = 160;

/** Returns a function that draws the visible crowds for the plot's current window. */
export function crowdLayer(crowds: readonly DrawnCrowd[]): (u: uPlot) => void {
  const scratch = document.createElement('canvas');
  const context = scratch.getContext('2d', { willReadFrequently: true });
  if (!context || crowds.length === 0) return () => {};
  const tints = crowds.map(({ crowd, colour }) => tintsOf(context, colour, crowd.lines.length));
  let cover = new Float32Array(0);
  let last = Number.NEGATIVE_INFINITY;
  /** Measured time of a sharp picture, milliseconds. */
  let sharp = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (u) => {
    const began = performance.now();
    const grain = began - last > REST ? 1 : grainFor(sharp);
    const [width, height] = [u.bbox.width, u.bbox.height].map((size) => Math.ceil(size / grain)) as [number, number];
    const frame = { x: windowOf(u, 'x'), y: windowOf(u, 'y'), width, height };
    if (!(width > 0 && height > 0 && frame.x[1] > frame.x[0] && frame.y[1] > frame.y[0])) return;
    if (scratch.width !== width || scratch.height !== height) Object.assign(scratch, { width, height });
    if (cover.length !== width * (height + 2)) cover = new Float32Array(width * (height + 2));
    for (const [i, { crowd, shown }] of crowds.entries()) {
      if (!shown()) continue;
      // If few lines represent many, each of them counts for that many.
      const every = Math.min(grain, Math.ceil(crowd.lines.length / FEWEST));
      coverage(crowd, frame, (HALF * uPlot.pxRatio) / grain, every, cover);
      context.putImageData(pictureOf(cover, width, height, tints[i]!, every), 0, 0);
      u.ctx.drawImage(scratch, u.bbox.left, u.bbox.top, width * grain, height * grain);
    }
    last = performance.now();
    sharp = (last - began) * grain ** 2;
    clearTimeout(timer);
    if (grain > 1) timer = setTimeout(() => u.root.isConnected && u.redraw(false, false), REST + 10);
  };
}

/** Size of a moving picture's pixels, in pixels of the screen. */
export const grainFor = (sharp: number): number => Math.min(LARGEST, Math.max(1, Math.ceil(Math.sqrt(sharp / BUDGET))));

function windowOf({ scales }: uPlot, axis: 'x' | 'y'): readonly [number, number] {
  const { min = 0, max = 0, distr } = scales[axis] ?? {};
  return distr === 3 ? [Math.log10(min), Math.log10(max)] : [min, max];
}

/** Canvas pixel values by number of covering lines. */
function tintsOf(context: CanvasRenderingContext2D, colour: string, lines: number): Uint32Array {
  context.clearRect(0, 0, 1, 1);
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  const bytes = new Uint8ClampedArray(4 * (MOST * STEPS + 1));
  for (let k = 0; 4 * k < bytes.length; k++) bytes.set([red, green, blue, 255 * opacity(k / STEPS, lines)], 4 * k);
  return new Uint32Array(bytes.buffer);
}

function pictureOf(cover: Float32Array, width: number, height: number, tints: Uint32Array, each: number): ImageData {
  const picture = new ImageData(width, height);
  const pixels = new Uint32Array(picture.data.buffer);
  const last = tints.length - 1;
  const steps = STEPS * each;
  for (let column = 0; column < width; column++) {
    let at = column * (height + 2);
    for (let pixel = column; pixel < pixels.length; pixel += width)
      pixels[pixel] = tints[Math.min(last, Math.max(0, steps * cover[at++]! + 0.5)) | 0]!;
  }
  return picture;
}
