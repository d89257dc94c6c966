import type { Value, Values } from '../../engine/schema.ts';
import type { Told } from '../page/figure.ts';

/** What the built page says of a passage. */
export interface PassageData extends Omit<Told, 'values' | 'ghost'> {
  /** What differs from the figure's own values. */
  set: Readonly<Record<string, Value>>;
  ghost?: true;
}

/** What the passages of a scene ask of its figure, in order: a ghost is the run of the passage before. */
export function toldBy(passages: readonly PassageData[], defaults: Values): Told[] {
  const values = passages.map(({ set }) => ({ ...defaults, ...set }));
  return passages.map(({ set: _, ghost, ...rest }, k) => {
    const before = values[k - 1];
    return { ...rest, values: values[k] ?? defaults, ...(ghost && before && { ghost: before }) };
  });
}
