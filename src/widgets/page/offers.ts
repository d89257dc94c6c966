import { type Signal, signal } from '@preact/signals';
import type { Figure } from './figure.ts';
import type { Spec } from './spec.ts';

/** One more verb in the menu of a figure, which a layer above the widgets brings. */
export interface Offer {
  readonly name: string;
  readonly help: string;
  fits(spec: Spec): boolean;
  /** @throws Error if what it needs could not be loaded */
  open(live: Figure, figure: HTMLElement): Promise<void>;
}

export const offers: Signal<readonly Offer[]> = signal([]);
