import { defaults } from '../../engine/defaults.ts';
import type { Schema, Values } from '../../engine/schema.ts';
import type { Spec } from './spec.ts';

/** Specs of the figures being built; empty in the browser. */
const built = new Map<string, Spec>();

/** Passes a figure's spec to its island during the build: as a prop it would be in the HTML twice. */
export function keepSpec(key: string, spec: Spec): void {
  built.set(key, spec);
}

/** The spec of a figure: during the build the one passed here, in the browser the JSON inside the figure. */
export function specOf(key: string): Spec {
  const kept = built.get(key);
  if (kept) return kept;
  const script = document.querySelector(`script[data-spec="${CSS.escape(key)}"]`);
  if (!script) throw new Error(`the page has no spec for the figure "${key}"`);
  return readSpec(script);
}

/** Every figure of the page, in order. */
export function pageSpecs(): Spec[] {
  return [...document.querySelectorAll('script[data-spec]')].map(readSpec);
}

/** Fields with common values, which are written only if they differ. Node, which runs tests, has no base. */
const usual = {
  hide: [],
  together: [],
  hasPython: true,
  equations: {},
  embed: false,
  base: import.meta.env?.BASE_URL ?? '/',
} satisfies Partial<Spec>;
type Usual = keyof typeof usual;

/** The written form: the schema only in one figure of each experiment, and only the defaults that differ from it. */
type WrittenSpec = Omit<Spec, 'schema' | Usual> & Partial<Pick<Spec, 'schema' | Usual>>;

// Safe: written by the build with JSON.stringify.
const written = (script: Element): WrittenSpec => JSON.parse(script.textContent ?? '') as WrittenSpec;

function readSpec(script: Element): Spec {
  const spec = written(script);
  const schema = spec.schema ?? schemaOf(spec.id);
  return {
    ...usual,
    ...spec,
    schema,
    defaults: { ...defaults(schema), ...spec.defaults },
    equations: { ...spec.equations, ...termsIn(script.parentElement) },
  };
}

/** The schema from another figure of the same experiment. */
function schemaOf(id: string): Schema {
  for (const script of document.querySelectorAll('script[data-spec]')) {
    const { id: of, schema } = written(script);
    if (of === id && schema) return schema;
  }
  throw new Error(`no figure of the page has the parameters of "${id}"`);
}

/** The terms already typeset in a figure. */
function termsIn(figure: Element | null): Record<string, string> {
  const terms = figure?.querySelectorAll<HTMLElement>('[data-term]') ?? [];
  return Object.fromEntries([...terms].map((term) => [term.dataset['term'] ?? '', term.innerHTML]));
}

/**
 * The spec as written into its figure: without the terms shown in its pictures, which are long.
 * @param again whether another figure of the page has written the schema
 */
export function writtenSpec({ schema, ...spec }: Spec, pictures: string, again = false): WrittenSpec {
  const unseen = Object.entries(spec.equations).filter(([name]) => !pictures.includes(`data-term="${name}"`));
  const set = Object.entries(spec.defaults).filter(([name, value]) => schema[name]?.default !== value);
  const written: WrittenSpec = {
    ...spec,
    ...(!again && { schema }),
    defaults: Object.fromEntries(set) satisfies Values,
    equations: Object.fromEntries(unseen),
  };
  for (const name of Object.keys(usual) as Usual[])
    if (JSON.stringify(written[name]) === JSON.stringify(usual[name])) delete written[name];
  return written;
}
