/** The widget of a class that a chapter may use without an import. */

export { default as Task } from './Task.astro';
