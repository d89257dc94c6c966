import { type Signal, signal } from '@preact/signals';
import type { Figure } from './figure.ts';
import type { Spec } from './spec.ts';

/** What a layer above the widgets can do with a figure: one more verb in its menu. */
export interface Offer {
  readonly name: string;
  readonly help: string;
  /** Fetches the small script behind it, as its menu opens: a finger gives no other notice. */
  near?(): void;
  /** Fetches what else it needs, while the pointer or the focus is still on its way. */
  prepare?(): void;
  fits(spec: Spec): boolean;
  /** @throws Error where what it needs could not be loaded */
  open(live: Figure, figure: HTMLElement): Promise<void>;
}

export const offers: Signal<readonly Offer[]> = signal([]);
