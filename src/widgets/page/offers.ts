import { type Signal, signal } from '@preact/signals';
import type { Figure } from './figure.ts';
import type { Spec } from './spec.ts';

/** What a layer above the widgets can do with a figure: one more verb in its menu. */
export interface Offer {
  readonly name: string;
  readonly help: string;
  fits(spec: Spec): boolean;
  /** @throws Error where what it needs could not be loaded */
  open(live: Figure, figure: HTMLElement): Promise<void>;
}

export const offers: Signal<readonly Offer[]> = signal([]);
