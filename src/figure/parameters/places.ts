import { hasPlaceSigns, PLACE_LENGTH, placeText } from '../../engine/places.ts';
import type { PlacesParameter } from '../../engine/schema.ts';
import type { ParameterKind } from './kind.ts';

/** A stride that meets every cell of the map before it comes back to one. */
const [ACROSS, UP] = [0.618, 0.414];

/** Places in a text at most, whatever the parameter allows. */
const MOST = 400;

export const places: ParameterKind<PlacesParameter> = {
  longest: MOST * PLACE_LENGTH,
  /** A place that was cut off in a link, or is one too many, is left out; those before it stay. */
  read({ most, inLinks = most }, text) {
    if (text === 'none') return { value: '' };
    if (!hasPlaceSigns(text)) return { wrong: 'is not a list of places' };
    const whole = text.slice(0, text.length - (text.length % PLACE_LENGTH));
    const value = whole.slice(0, inLinks * PLACE_LENGTH);
    if (value !== whole) return { value, wrong: `has more than ${inLinks} places` };
    return value === text ? { value } : { value, wrong: 'ends in the middle of a place' };
  },
  show: (_, value) => (value === '' ? 'none' : value),
  said: (_, value) => ['no place', 'one place'][value.length / PLACE_LENGTH] ?? `${value.length / PLACE_LENGTH} places`,
  at({ most }, place) {
    const count = Math.round(place * most);
    return Array.from({ length: count }, (_, k) =>
      placeText([((k + 1) * ACROSS) % 1, ((k + 1) * UP + place) % 1]),
    ).join('');
  },
};
