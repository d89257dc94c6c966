/** The same for components that only a page or two use: whoever imports one module has the styles of all in it. */

export { default as Catalogue } from './Catalogue.astro';
export { default as Chapters } from './Chapters.astro';
export { default as Checks } from './Checks.astro';
export { default as Citation } from './Citation.astro';
export { default as Columns } from './Columns.astro';
export { default as Correction } from './Correction.astro';
export { default as Hosts } from './Hosts.astro';
export { default as Key } from './Key.astro';
export { default as IdeaMap } from './lesson/IdeaMap.astro';
export { default as Rule } from './lesson/Rule.astro';
export { default as Rules } from './lesson/Rules.astro';
export { default as Said } from './notes/Said.astro';
export { default as PageList } from './PageList.astro';
