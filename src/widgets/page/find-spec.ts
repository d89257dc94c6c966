import type { Passage } from './figure.ts';
import type { Spec } from './spec.ts';

/** The words of a slide on the scene whose figure it shows in a frame. */
export interface OnSlide {
  spec: Pick<Spec, 'main'> & Partial<Pick<Spec, 'scene' | 'shows' | 'beside' | 'still'>>;
  passage: Passage;
}

/** Of a figure on a slide of a scene. No page of another site can say so: around its frames nothing is read. */
export function onSlide(): OnSlide | undefined {
  const slide = globalThis.frameElement?.getAttribute('data-slide');
  return slide ? (JSON.parse(slide) as OnSlide) : undefined;
}

/** Specs of the figures that the build is writing; empty in the browser. */
const built = new Map<string, Spec>();

/** Hands a figure's spec to its island during the build: as a prop it would be in the HTML twice. */
export function keepSpec(key: string, spec: Spec): void {
  built.set(key, spec);
}

/** The spec of a figure: during the build the one that was kept, in the browser the JSON inside the figure. */
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

function readSpec(script: Element): Spec {
  // The build wrote it with JSON.stringify from a Spec.
  const spec = JSON.parse(script.textContent ?? '') as Spec;
  return { ...spec, ...onSlide()?.spec, equations: { ...spec.equations, ...termsIn(script.parentElement) } };
}

/** The terms that stand typeset in a figure already. */
function termsIn(figure: Element | null): Record<string, string> {
  const terms = figure?.querySelectorAll<HTMLElement>('[data-term]') ?? [];
  return Object.fromEntries([...terms].map((term) => [term.dataset['term'] ?? '', term.innerHTML]));
}

/** The spec as it is written into its figure: without the terms that its pictures show, which are long. */
export function writtenSpec(spec: Spec, pictures: string): Spec {
  const unseen = Object.entries(spec.equations).filter(([name]) => !pictures.includes(`data-term="${name}"`));
  return { ...spec, equations: Object.fromEntries(unseen) };
}
