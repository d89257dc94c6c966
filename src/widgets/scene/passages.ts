import type { Value, Values } from '../../engine/schema.ts';
import type { Passage } from '../page/figure.ts';

/** A passage as written into the built page. */
export interface PassageData extends Omit<Passage, 'values' | 'ghost'> {
  /** Values that differ from the figure's own. */
  set: Readonly<Record<string, Value>>;
  ghost?: true;
}

/**
 * The passages of a scene for its figure, in order: a ghost is the run of the previous passage, or the figure's own.
 */
export function passagesOf(built: readonly PassageData[], defaults: Values): Passage[] {
  const values = built.map(({ set }) => ({ ...defaults, ...set }));
  return built.map(({ set: _, ghost, ...rest }, k) => {
    return { ...rest, values: values[k] ?? defaults, ...(ghost && { ghost: values[k - 1] ?? defaults }) };
  });
}
