/** Stores figures of the laboratory on this device, as the queries of their links. */
import { effect } from '@preact/signals';
import type { Values } from '../engine/schema.ts';
import { format, parse } from '../figure/permalink.ts';
import type { Figure } from '../widgets/page/figure.ts';
import { device, type Keeping } from '../widgets/page/store.ts';

export const valuesIn = ({ spec }: Pick<Figure, 'spec'>, query: URLSearchParams): Values =>
  parse(spec.schema, query, spec.defaults).values;

export const storeQuery = (key: string, query: URLSearchParams): Keeping =>
  device.keep(key, query.size > 0 ? JSON.stringify(String(query)) : undefined);

/** The figure as the reader left it; undefined if nothing was changed there, or without storage. */
export const storedQuery = (key: string): URLSearchParams | undefined =>
  device.read(key, (found) => (typeof found === 'string' ? new URLSearchParams(found) : undefined));

/** Stores the reader's changes from now on. @param heed is called with whether storing works */
export function storeFigure(live: Figure, key: string, heed: (keeping: Keeping) => void = () => {}): void {
  const { spec } = live;
  effect(() => {
    const query = format(spec.schema, live.readerValues, spec.defaults);
    // Code that the reader has not approved is not stored.
    if (!live.waiting.value) heed(storeQuery(key, query));
  });
}

/** Shows code stored on this device. */
export function bringBack(live: Figure, values: Values): void {
  live.trust(values);
  live.bring(values);
}
