/** The components, besides the widgets, that chapters may use without an import. */

export { default as Answer } from './Answer.astro';
export { default as Catalogue } from './Catalogue.astro';
export { default as Chapters } from './Chapters.astro';
export { default as Checks } from './Checks.astro';
export { default as Citation } from './Citation.astro';
export { default as Columns } from './Columns.astro';
export { default as Correction } from './Correction.astro';
export { default as ClaimTable } from './claim-table/ClaimTable.astro';
export { default as Exercise } from './Exercise.astro';
export { default as Hosts } from './Hosts.astro';
export { default as Key } from './Key.astro';
export { default as AfterGame } from './lesson/AfterGame.astro';
export { default as Deeper } from './lesson/Deeper.astro';
export { default as FromNotes } from './lesson/FromNotes.astro';
export { default as IdeaMap } from './lesson/IdeaMap.astro';
export { default as InShort } from './lesson/InShort.astro';
export { default as LeadOn } from './lesson/LeadOn.astro';
export { default as Rule } from './lesson/Rule.astro';
export { default as Rules } from './lesson/Rules.astro';
export { default as Term } from './lesson/Term.astro';
export { default as Terms } from './lesson/Terms.astro';
export { default as Note } from './Note.astro';
export { default as Said } from './notes/Said.astro';
export { default as PageList } from './PageList.astro';
export { default as SourceFile } from './SourceFile.astro';
export { default as Sources } from './Sources.astro';
