/**
 * Paints a network on a canvas for a live figure: values are interpolated, and tints chosen, for each pixel of the
 * screen.
 */
import type { NetworkField, NetworkPanel } from '../../figure/panels/panel.ts';
import type { Box } from './box.ts';
import { lineWidth, NEAT, type NetworkLayout, TINTS } from './network.ts';

/** Channels from 0 to 255. */
type Colour = readonly [red: number, green: number, blue: number];

interface Look {
  tints: readonly Colour[];
  ink: Colour;
  css(name: string): string;
}

/** Maximum number of screen pixels per px: more are invisible in a moving picture. */
const FINEST = 2;
/** Pixel size in a large moving field, px. */
const MOVING = { side: 420, pixels: 1 } as const;

export function paintNetwork(
  canvas: HTMLCanvasElement,
  panel: NetworkPanel,
  layout: NetworkLayout,
  moving: boolean,
): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const { width, height, side, units, fields, choices, edges } = layout;
  const pixels = Math.min(FINEST, devicePixelRatio || 1);
  const [wide, high] = [Math.round(width * pixels), Math.round(height * pixels)];
  if (canvas.width !== wide || canvas.height !== high) {
    canvas.width = wide;
    canvas.height = high;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const style = getComputedStyle(canvas);
  const css = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  const look: Look = {
    css,
    tints: Array.from({ length: TINTS }, (_, k) => colourOf(context, css(k === (TINTS - 1) / 2 ? 'page' : `k${k}`))),
    ink: colourOf(context, css('ink')),
  };
  context.setTransform(pixels, 0, 0, pixels, 0, 0);
  context.clearRect(0, 0, width, height);
  const isBig = (fields[0]?.width ?? 0) >= 640;
  for (const { d, value, isNear } of edges.toSorted((a, b) => Math.abs(a.value) - Math.abs(b.value))) {
    const share = 1 - Math.exp(-Math.abs(value) / 3);
    context.globalAlpha = isNear ? 0.35 + 0.65 * share : 0.1;
    context.lineWidth = lineWidth(value, isBig);
    context.strokeStyle = css(value < 0 ? 'negative' : 'positive');
    context.setLineDash(value < 0 ? [8, 2.5] : []);
    context.stroke(new Path2D(d));
  }
  context.globalAlpha = 1;
  context.setLineDash([]);
  const picked = panel.picks.units[panel.picks.at];
  for (const { layer, unit, x, y } of units) {
    const box = { x, y, width: side, height: side };
    paintField(context, panel.units[layer]?.[unit]?.answers ?? [0], box, pixels, look, 0.55);
    const isPicked = layer === picked?.layer && unit === picked.unit;
    context.strokeStyle = css('ink');
    context.lineWidth = isPicked ? 3 : 1;
    context.strokeRect(x + 0.5, y + 0.5, side - 1, side - 1);
  }
  for (const [k, box] of choices.entries()) {
    const { x, y, kind } = panel.choices?.options[k] ?? { x: [], y: [], kind: [] };
    for (let i = 0; i < x.length; i++) {
      context.fillStyle = css(kind[i] === 1 ? 'positive' : 'negative');
      const [px, py] = placeOn(panel, box, x[i] ?? 0, y[i] ?? 0);
      disc(context, px, py, box.width / 42);
      context.fill();
    }
  }
  for (const [k, box] of fields.entries()) {
    const field = panel.fields[k];
    if (!field) continue;
    const fine = moving && box.width > MOVING.side ? Math.min(pixels, MOVING.pixels) : pixels;
    paintField(context, field.answers, box, pixels, look, 1, fine);
    paintFrame(context, box, css('neat'));
    paintPoints(context, panel, field, box, layout.point, look);
  }
  if (layout.losses) paintLosses(context, panel.fields, layout.losses, css);
}

/** A colour without transparency, as the canvas reads it: in forced colours it may be `Canvas`. */
function colourOf(context: CanvasRenderingContext2D, text: string): Colour {
  context.fillStyle = text;
  const digits = context.fillStyle;
  return [1, 3, 5].map((k) => Number.parseInt(digits.slice(k, k + 2), 16)) as unknown as Colour;
}

const placeOn = ({ plane }: NetworkPanel, { x, y, width, height }: Box, across: number, up: number) => {
  const [[left, right], [low, high]] = [plane.x.domain, plane.y.domain];
  return [x + ((across - left) / (right - left)) * width, y + ((high - up) / (high - low)) * height] as const;
};

function disc(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 7);
}

/** Filled and hollow marks, each outlined in the page's colour; a few wrong ones are ringed. */
function paintPoints(
  context: CanvasRenderingContext2D,
  panel: NetworkPanel,
  { wrong }: NetworkField,
  box: Box,
  radius: number,
  { css }: Look,
): void {
  const points = panel.plane.points ?? [];
  for (const { x, y, mark } of points) {
    const [px, py] = placeOn(panel, box, x, y);
    context.fillStyle = css('page');
    disc(context, px, py, radius + 1.3);
    context.fill();
    const isFilled = mark === 'dot';
    disc(context, px, py, isFilled ? radius : 0.74 * radius);
    if (isFilled) {
      context.fillStyle = css('filled');
      context.fill();
    } else {
      context.lineWidth = 0.52 * radius;
      context.strokeStyle = css('hollow');
      context.stroke();
    }
  }
  if (wrong.length > 12) return;
  context.lineWidth = 1.5;
  context.strokeStyle = css('ink');
  for (const k of wrong) {
    const point = points[k];
    if (!point) continue;
    const [px, py] = placeOn(panel, box, point.x, point.y);
    disc(context, px, py, radius + 3.6);
    context.stroke();
  }
}

/** The neatline. */
function paintFrame(context: CanvasRenderingContext2D, { x, y, width }: Box, colour: string): void {
  const [left, top, whole] = [x - NEAT, y - NEAT, width + 2 * NEAT];
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = 0.75;
  context.strokeRect(left + 0.4, top + 0.4, whole - 0.8, whole - 0.8);
  context.strokeRect(x - 0.4, y - 0.4, width + 0.8, width + 0.8);
  const bar = width / 6;
  for (let k = 0; k < 6; k += 2) {
    context.fillRect(x + k * bar, top + 0.5, bar, 4);
    context.fillRect(x + (k + 1) * bar, top + whole - 4.5, bar, 4);
    context.fillRect(left + 0.5, y + k * bar, 4, bar);
    context.fillRect(left + whole - 4.5, y + (k + 1) * bar, 4, bar);
  }
}

const DASHES: Readonly<Record<string, readonly number[]>> = { descent: [2, 4], momentum: [8, 5], adam: [10, 4, 2, 4] };
/** The loss at the top of its chart: a network that answers a half everywhere has 0.69. */
const HIGHEST = 0.8;
/** Number of steps that the chart shows from the beginning. */
const FEWEST = 200;

function paintLosses(
  context: CanvasRenderingContext2D,
  fields: readonly NetworkField[],
  { x, y, width, height }: Box,
  css: (name: string) => string,
): void {
  const reached = Math.max(...fields.map(({ losses }) => losses.step.at(-1) ?? 0));
  if (reached === 0) return;
  const last = Math.max(FEWEST, reached);
  // Its title is under the axis.
  const bottom = y + height - 18;
  context.strokeStyle = css('rule-strong');
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x, bottom + 0.5);
  context.lineTo(x + width, bottom + 0.5);
  context.stroke();
  context.font = `13px ${css('figure')}`;
  context.fillStyle = css('ink-3');
  context.fillText('loss, step by step', x, bottom + 15);
  const ends: { y: number; x: number; name: string; colour: string }[] = [];
  for (const { name, role = 'run', losses } of fields) {
    context.strokeStyle = css(role);
    context.lineWidth = 2.2;
    context.lineJoin = 'round';
    context.setLineDash([...(DASHES[role] ?? [])]);
    context.beginPath();
    let [px, py] = [x, bottom];
    for (const [k, step] of losses.step.entries()) {
      px = x + (step / last) * width;
      py = bottom - Math.min(1, (losses.loss[k] ?? 0) / HIGHEST) * (height - 26);
      if (k === 0) context.moveTo(px, py);
      else context.lineTo(px, py);
    }
    context.stroke();
    ends.push({ x: px, y: py, name, colour: css(role) });
  }
  context.setLineDash([]);
  if (width < 400) return;
  let lowest = y - 8;
  const named = ends
    .toSorted((a, b) => a.y - b.y)
    .map((end) => {
      lowest = Math.max(end.y + 4, lowest + 16, y + 12);
      return { ...end, y: lowest };
    });
  const over = Math.max(0, lowest - bottom);
  for (const { x: at, y: line, name, colour } of named) {
    context.fillStyle = colour;
    context.fillText(name, at + 8, line - over);
  }
}

const images = new Map<string, ImageData>();
function imageOf(context: CanvasRenderingContext2D, side: number, use: string): ImageData {
  const key = `${use} ${side}`;
  const known = images.get(key);
  if (known) return known;
  // Resizing a window creates many sizes.
  if (images.size > 8) images.clear();
  const fresh = context.createImageData(side, side);
  images.set(key, fresh);
  return fresh;
}

/** Catmull-Rom weights of the four values around a position: the curve passes through the values, without corners. */
function weightsAt(share: number): readonly [number, number, number, number] {
  const [s, s2, s3] = [share, share ** 2, share ** 3];
  return [-0.5 * s3 + s2 - 0.5 * s, 1.5 * s3 - 2.5 * s2 + 1, -1.5 * s3 + 2 * s2 + 0.5 * s, 0.5 * s3 - 0.5 * s2];
}

/**
 * Answers from -1 to 1 as tints with hairlines between them, if they are wide enough, and a line where the answer
 * changes its sign.
 * @param line half the width of that line, px
 */
function paintField(
  context: CanvasRenderingContext2D,
  answers: ArrayLike<number>,
  { x, y, width }: Box,
  pixels: number,
  { tints, ink }: Look,
  line: number,
  fine = pixels,
): void {
  const size = Math.max(2, Math.round(width * fine));
  const image = imageOf(context, size, fine === pixels ? 'fine' : 'coarse');
  const words = new Uint32Array(image.data.buffer);
  const side = Math.round(Math.sqrt(answers.length));
  const packed = tints.map(([red, green, blue]) => ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0);
  const half = TINTS / 2;
  const reach = line * fine + 0.5;
  const at = new Int32Array(size);
  const weights = new Float32Array(4 * size);
  for (let k = 0; k < size; k++) {
    const place = ((k + 0.5) / size) * (side - 1);
    at[k] = Math.min(side - 2, Math.floor(place));
    weights.set(weightsAt(place - at[k]!), 4 * k);
  }
  const row = new Float32Array(side + 3);
  let [before, now] = [new Float32Array(size), new Float32Array(size)];
  for (let j = 0; j < size; j++) {
    const top = at[j]!;
    const rows = [Math.max(0, top - 1) * side, top * side, (top + 1) * side, Math.min(side - 1, top + 2) * side];
    const [a, b, c, d] = [weights[4 * j]!, weights[4 * j + 1]!, weights[4 * j + 2]!, weights[4 * j + 3]!];
    for (let i = 0; i < side; i++)
      row[i + 1] =
        a * answers[rows[0]! + i]! +
        b * answers[rows[1]! + i]! +
        c * answers[rows[2]! + i]! +
        d * answers[rows[3]! + i]!;
    row[0] = row[1]!;
    row[side + 1] = row[side]!;
    for (let i = 0; i < size; i++) {
      const k = at[i]!;
      const w = 4 * i;
      now[i] =
        weights[w]! * row[k]! +
        weights[w + 1]! * row[k + 1]! +
        weights[w + 2]! * row[k + 2]! +
        weights[w + 3]! * row[k + 3]!;
    }
    const out = j * size;
    for (let i = 0; i < size; i++) {
      const value = now[i]!;
      const level = (value + 1) * half;
      let tint = level | 0;
      if (tint > TINTS - 1) tint = TINTS - 1;
      else if (tint < 0) tint = 0;
      const across = i > 0 ? value - now[i - 1]! : now[1]! - value;
      const down = j > 0 ? value - before[i]! : 0;
      const slope = Math.sqrt(across * across + down * down);
      // Where nothing changes, no edge is near.
      const near = reach * slope;
      const rest = level - tint;
      const edge = slope * half;
      if ((value >= near || value <= -near) && rest > edge && 1 - rest > edge) {
        words[out + i] = packed[tint]!;
        continue;
      }
      let [red, green, blue] = tints[tint]!;
      if (rest <= edge || 1 - rest <= edge) {
        // Px to the nearest edge of the tint, and the tint beyond it.
        const isLow = rest < 0.5;
        const away = (isLow ? rest : 1 - rest) / (edge || 1);
        const next = tints[isLow ? tint - 1 : tint + 1];
        if (next) {
          const share = Math.max(0, 0.5 - away);
          red += share * (next[0] - red);
          green += share * (next[1] - green);
          blue += share * (next[2] - blue);
          if (edge < 1 / 3) {
            const hair = 0.3 * Math.max(0, 1 - away);
            red += hair * (ink[0] - red);
            green += hair * (ink[1] - green);
            blue += hair * (ink[2] - blue);
          }
        }
      }
      if (slope > 1e-9) {
        const cover = Math.min(1, Math.max(0, reach - Math.abs(value) / slope));
        red += cover * (ink[0] - red);
        green += cover * (ink[1] - green);
        blue += cover * (ink[2] - blue);
      }
      words[out + i] = ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
    }
    [before, now] = [now, before];
  }
  if (fine === pixels) {
    context.putImageData(image, Math.round(x * pixels), Math.round(y * pixels));
    return;
  }
  const small = new OffscreenCanvas(size, size);
  small.getContext('2d')?.putImageData(image, 0, 0);
  context.drawImage(small, x, y, width, width);
}
