import { type Signal, signal } from '@preact/signals';
import type { Schema, Values } from '../../engine/schema.ts';
import { codeIn, withoutCode } from '../../figure/code-in.ts';

/** Code among a figure's values that may run: the reader has written it, or has read and approved it. */
export class TrustedCode {
  readonly #schema: Schema;
  readonly #texts: Signal<ReadonlySet<string>> = signal(new Set());

  constructor(schema: Schema) {
    this.#schema = schema;
  }

  add(values: Values): void {
    this.#texts.value = new Set([...this.#texts.peek(), codeIn(this.#schema, values)]);
  }

  has(values: Values): boolean {
    const code = codeIn(this.#schema, values);
    return code === '' || this.#texts.value.has(code);
  }

  /** The values without code that is not approved. */
  allowed(values: Values): Values {
    return this.has(values) ? values : withoutCode(this.#schema, values);
  }
}
