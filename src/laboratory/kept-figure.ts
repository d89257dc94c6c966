/** Figures of the laboratory as this device keeps them, by the queries of their links. */
import { effect } from '@preact/signals';
import type { Values } from '../engine/schema.ts';
import { format, parse } from '../figure/permalink.ts';
import type { Figure } from '../widgets/page/figure.ts';
import { device, type Keeping } from '../widgets/page/store.ts';

export const valuesIn = ({ spec }: Pick<Figure, 'spec'>, query: URLSearchParams): Values =>
  parse(spec.schema, query, spec.defaults).values;

export const keepQuery = (key: string, query: URLSearchParams): Keeping =>
  device.keep(key, query.size > 0 ? JSON.stringify(String(query)) : undefined);

/** The figure as its page was left; undefined if nothing was changed there, or the device may keep nothing. */
export const keptQuery = (key: string): URLSearchParams | undefined =>
  device.read(key, (found) => (typeof found === 'string' ? new URLSearchParams(found) : undefined));

/** Keeps what the reader makes of a figure from here on. @param heed is told whether the device does */
export function keepFigure(live: Figure, key: string, heed: (keeping: Keeping) => void = () => {}): void {
  const { spec } = live;
  effect(() => {
    const query = format(spec.schema, live.readerValues, spec.defaults);
    // A text that waits for the reader's word is not kept.
    if (!live.waiting.value) heed(keepQuery(key, query));
  });
}

/** Shows what was written on this device. */
export function bringBack(live: Figure, values: Values): void {
  live.trust(values);
  live.bring(values);
}
