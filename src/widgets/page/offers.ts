import { type Signal, signal } from '@preact/signals';
import type { Figure } from './figure.ts';
import type { Spec } from './spec.ts';

/** An additional entry in a figure's menu, added by a layer above the widgets. */
export interface Offer {
  readonly name: string;
  readonly help: string;
  fits(spec: Spec): boolean;
  /** @throws Error if its code could not be loaded */
  open(live: Figure, figure: HTMLElement): Promise<void>;
}

export const offers: Signal<readonly Offer[]> = signal([]);
