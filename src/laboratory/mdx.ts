/** What of the laboratory a chapter may use without an import. */
export { default as ChangeRule } from './change/ChangeRule.astro';
