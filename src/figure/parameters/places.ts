import { hasPlaceSigns, PLACE_LENGTH, placeText } from '../../engine/places.ts';
import type { PlacesParameter } from '../../engine/schema.ts';
import type { ParameterKind } from './kind.ts';

/** A stride that visits every cell of the map before it repeats one. */
const [ACROSS, UP] = [0.618, 0.414];

/** Maximum number of places in a text, whatever the parameter allows. */
const MOST = 400;

export const places: ParameterKind<PlacesParameter> = {
  longest: MOST * PLACE_LENGTH,
  /** A place cut off in a link, or one too many, is dropped; those before it stay. */
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
