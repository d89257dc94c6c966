/** The reader's rule, for the other parts of the page: the playground writes it, the network reads it. */
import { type Signal, signal } from '@preact/signals';

export interface OwnText {
  text: string;
  /** It came with a link, and the reader has not let it run. */
  waits: boolean;
}

/** Undefined until the playground is there. */
export const ownText: Signal<OwnText | undefined> = signal(undefined);
