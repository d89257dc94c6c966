/** Eight directions on a map, in words. */
const COMPASS = ['right', 'upper right', 'up', 'upper left', 'left', 'lower left', 'down', 'lower right'] as const;
export type Way = (typeof COMPASS)[number];

/** The direction of a step across and up a map. */
export function wayOf(across: number, up: number): Way {
  const eighth = Math.round(Math.atan2(up, across) / (Math.PI / 4));
  return COMPASS[(eighth + COMPASS.length) % COMPASS.length]!;
}

/** A direction on the map. On a hillside "up" means higher, so the map's up and down are called straight. */
export const towards = (way: Way): string =>
  way === 'up' || way === 'down' ? `straight ${way} on the map` : `to the ${way}`;
