/** The widgets that a chapter may use without an import. */

export { default as ChangeRule } from './code/ChangeRule.astro';
export { default as Experiment } from './Experiment.astro';
export { default as Formula } from './formula/Formula.astro';
export { default as Part } from './formula/Part.astro';
export { default as Sign } from './formula/Sign.astro';
export { default as Afterwards } from './scene/Afterwards.astro';
export { default as Passage } from './scene/Passage.astro';
export { default as Scene } from './scene/Scene.astro';
export { default as Still } from './scene/Still.astro';
export { default as Try } from './Try.astro';
export { default as Value } from './Value.astro';
