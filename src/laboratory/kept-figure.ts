/** Figures of the laboratory as this device keeps them, by the queries of their links, and on the way from one to another. */
import { effect } from '@preact/signals';
import type { Values } from '../engine/schema.ts';
import { format, parse } from '../figure/permalink.ts';
import type { Figure } from '../widgets/page/figure.ts';
import { device, type Keeping } from '../widgets/page/store.ts';

export const valuesIn = ({ spec }: Pick<Figure, 'spec'>, query: URLSearchParams): Values =>
  parse(spec.schema, query, spec.defaults).values;

export const keepQuery = (key: string, query: URLSearchParams): Keeping =>
  device.keep(key, query.size > 0 ? JSON.stringify(String(query)) : undefined);

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

/**
 * Opens another page of the laboratory with these values of its figure, which the device hands over: servers refuse long
 * addresses. Where it keeps nothing the address has to carry them.
 * @param waits a text among them waits for the reader's word: what a device keeps is trusted, what an address says waits on
 */
export function leadTo(
  { path, key, figure }: Readonly<Record<'path' | 'key' | 'figure', string>>,
  query: URLSearchParams,
  waits = false,
): void {
  const address = new URL(`${import.meta.env.BASE_URL}laboratory/${path}`, location.href);
  const isHandedOver = !waits && keepQuery(key, query) === 'kept';
  if (!isHandedOver) for (const [name, text] of query) address.searchParams.set(`${figure}.${name}`, text);
  location.href = address.href;
}
