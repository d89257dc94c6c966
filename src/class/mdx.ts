/** The class component that chapters may use without an import. */

export { default as Task } from './Task.astro';
