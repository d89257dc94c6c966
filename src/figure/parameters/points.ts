import { BOOK, type Point, pointsIn, pointsText, rounded, wrongPoints } from '../../engine/points.ts';
import type { PointsParameter } from '../../engine/schema.ts';
import type { ParameterKind } from './kind.ts';

/** Strides that spread points over a range without a visible pattern. */
const [ACROSS, UP] = [0.618, 0.414];

/** Points in a sentence: `(0.03, 0.67), (0.19, 0.85)`. */
const listed = (points: readonly Point[]): string => points.map(([x, y]) => `(${x}, ${y})`).join(', ');

export const points: ParameterKind<PointsParameter> = {
  read(parameter, text) {
    if (text === BOOK) return { value: BOOK };
    const places = pointsIn(text);
    if (!places) return { wrong: 'is not a complete list of points' };
    const wrong = wrongPoints(places, parameter);
    return wrong ? { wrong: `holds points that ${wrong}` } : { value: pointsText(places) };
  },
  show(_, value) {
    const places = pointsIn(value);
    return places ? `${places.length} of your own, ${listed(places)}` : 'those of the book';
  },
  said: (_, value) => {
    const places = pointsIn(value);
    return places ? `its ${places.length} points` : 'the book’s points';
  },
  at({ fewest, most, x, y }, place) {
    if (place === 0) return BOOK;
    const count = Math.round(fewest + place * (most - fewest));
    const within = ([low, high]: readonly [number, number], share: number): number =>
      rounded(low + (share % 1) * (high - low));
    return pointsText(
      Array.from(
        { length: count },
        (_, k): Point => [within(x, (k + place) * ACROSS), within(y, (k + 1) * UP + place)],
      ),
    );
  },
};
