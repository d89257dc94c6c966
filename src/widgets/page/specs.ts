import type { Spec } from './spec.ts';

/** Specs of the figures that the build is writing; empty in a page. */
const built = new Map<string, Spec>();

/** Hands a figure's spec to its island in the build, so that it is not written into the page twice. */
export function keepSpec(key: string, spec: Spec): void {
  built.set(key, spec);
}

/** The spec of a figure: in the build what was kept, in a page the JSON that stands in the figure. */
export function specOf(key: string): Spec {
  const kept = built.get(key);
  if (kept) return kept;
  const script = document.querySelector(`script[data-spec="${CSS.escape(key)}"]`);
  if (!script) throw new Error(`the page has no spec of ${key}`);
  return readSpec(script);
}

/** Every figure of the page, in order. */
export function pageSpecs(): Spec[] {
  return [...document.querySelectorAll('script[data-spec]')].map(readSpec);
}

function readSpec(script: Element): Spec {
  // The build wrote it with JSON.stringify from a Spec.
  return JSON.parse(script.textContent ?? '') as Spec;
}
