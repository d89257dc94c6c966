/**
 * Places on a map as a short text that fits into a link: three base64url characters per place, nine bits horizontally
 * and nine vertically. A place is a pair of fractions of the map, from 0 at its left and lower edges to 1 at the
 * others.
 */
export type Place = readonly [across: number, up: number];

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
export const PLACE_LENGTH = 3;
const BITS = 9;
const LAST = 2 ** BITS - 1;

/** Whether all characters of a text are valid in places. */
export const hasPlaceSigns = (text: string): boolean => [...text].every((sign) => SIGNS.includes(sign));

/** Whether a text consists of complete places, at most `most`. */
export const arePlaces = (text: string, most: number): boolean =>
  text.length % PLACE_LENGTH === 0 && text.length <= most * PLACE_LENGTH && hasPlaceSigns(text);

/** The places in a text for which `arePlaces` is true. */
export function placesOf(text: string): Place[] {
  return Array.from({ length: Math.floor(text.length / PLACE_LENGTH) }, (_, k) => {
    let code = 0;
    for (const sign of text.slice(k * PLACE_LENGTH, (k + 1) * PLACE_LENGTH)) code = code * 64 + SIGNS.indexOf(sign);
    return [(code >> BITS) / LAST, (code & LAST) / LAST];
  });
}

/** One place as text; points beyond an edge are moved to it. */
export function placeText([across, up]: Place): string {
  const cell = (share: number): number => Math.round(Math.min(1, Math.max(0, share)) * LAST);
  const code = cell(across) * (LAST + 1) + cell(up);
  return [code >> 12, (code >> 6) & 63, code & 63].map((part) => SIGNS.charAt(part)).join('');
}
