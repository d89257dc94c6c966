/** Labels of a guess: its name before the run has ended, and afterwards its error, on the line to the end. */
import type { MapGuess } from '../../figure/panels/panel.ts';
import { around, type Box } from './box.ts';
import type { Placer } from './placer.ts';
import { acrossMap, alongGuess, besideGuess } from './spots.ts';

type Point = readonly [number, number];

/** Half the diagonal of the mark, and the radius of a run's head, px. */
export const HALF = 8;
const HEAD = 7;

/** The label of a guess. @param off its error, as a fraction of the map's width */
export const guessWords = (off: number | undefined): string =>
  off === undefined ? 'your guess' : `your guess: off by ${percentOf(off)}\u00a0% of the picture`;

/** A fraction in percent, whole except for the smallest. */
const percentOf = (share: number): string => (100 * share).toFixed(share < 0.0095 ? 1 : 0);

/** The error of a guess. The axes of a map may have different units, so it is measured as a fraction of the picture. */
export const offBy = ({ onSurface }: MapGuess, [px, py]: Point, [ex, ey]: Point, { width }: Box): number =>
  Math.hypot(px - ex, onSurface ? 0 : py - ey) / width;

/** Places the label of a guess near its mark or the line to the end, away from the heads of runs. */
export function putGuess(guess: MapGuess, at: (x: number, y: number) => Point, box: Box, placer: Placer): void {
  const mark = at(guess.x, guess.y);
  const end = guess.end && at(...guess.end);
  placer.claim(around(...mark, HALF + 2));
  for (const head of guess.heads) placer.claim(around(...at(...head), HEAD));
  if (end) placer.avoidLine({ x: [mark[0], end[0]], y: [mark[1], end[1]] }, box);
  const style = 'name halo';
  const labelOf = (text: string) => ({ text, style, styles: [style, style] });
  const words = guessWords(end && offBy(guess, mark, end, box));
  const [whole, inTwo] = [labelOf(words), labelOf(words.replace(' by ', ' by\n'))];
  // Preferably on the line, whose length it gives; otherwise beside the mark; otherwise beside the end.
  const rooms = end ? [alongGuess(mark, end), besideGuess(mark), besideGuess(end)] : [besideGuess(mark)];
  for (const spots of rooms)
    if (placer.put(whole, spots, { strict: true }) ?? placer.put(inTwo, spots, { strict: true })) return;
  const spots = rooms.flat();
  placer.put(whole, spots) ?? placer.put(inTwo, [...spots, ...acrossMap(mark, box)]);
}
