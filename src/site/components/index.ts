/** The components that a chapter may use without an import, besides the widgets. */

export { default as Answer } from './Answer.astro';
export { default as ClaimTable } from './claim-table/ClaimTable.astro';
export { default as Exercise } from './Exercise.astro';
export { default as AfterGame } from './lesson/AfterGame.astro';
export { default as Deeper } from './lesson/Deeper.astro';
export { default as FromNotes } from './lesson/FromNotes.astro';
export { default as InShort } from './lesson/InShort.astro';
export { default as LeadOn } from './lesson/LeadOn.astro';
export { default as Term } from './lesson/Term.astro';
export { default as Terms } from './lesson/Terms.astro';
export { default as Note } from './Note.astro';
export { default as SourceFile } from './SourceFile.astro';
export { default as Sources } from './Sources.astro';
