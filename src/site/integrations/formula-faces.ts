/**
 * Every page preloads the faces of the formulas that it shows at first. No fallback has the measures of KaTeX's faces: when
 * one arrives late, each line with a formula is laid out again and may move. What stands in a closed fold can wait until
 * that is opened, and what comes after the scene with which a page begins until the page is laid out.
 */

/** Faces that nearly every formula uses. The others load after what the first lines need. */
const first = new Set(['KaTeX_Main-Regular', 'KaTeX_Math-Italic']);

/** The HTML at which katex.css uses each of KaTeX's faces. */
const askedFor: readonly (readonly [face: string, by: RegExp])[] = [
  ['KaTeX_Main-Regular', /class="katex"/],
  ['KaTeX_Math-Italic', /class="katex"/],
  ['KaTeX_Main-Bold', /\b(?:mathbf|textbf)\b/],
  ['KaTeX_Math-BoldItalic', /\bboldsymbol\b/],
  ['KaTeX_Caligraphic-Regular', /\bmathcal\b/],
  ['KaTeX_Size1-Regular', /\b(?:delimsizing size1|small-op|delim-size1)\b/],
  ['KaTeX_Size2-Regular', /\b(?:delimsizing size2|large-op)\b/],
  ['KaTeX_Size3-Regular', /\bdelimsizing size3\b/],
  ['KaTeX_Size4-Regular', /\b(?:delimsizing size4|delim-size4)\b/],
];

/** The faces in which the formulas of a page are set. */
export function facesOf(html: string): string[] {
  return askedFor.filter(([, by]) => by.test(html)).map(([face]) => face);
}

/** A page without what its closed folds hold. */
export function outsideFolds(html: string): string {
  let seen = '';
  let from = 0;
  let depth = 0;
  for (const { 0: tag, 1: attributes, index } of html.matchAll(/<details\b([^>]*)>|<\/details>/g)) {
    const opens = attributes !== undefined;
    if (depth > 0) {
      depth += opens ? 1 : -1;
      if (depth === 0) from = index + tag.length;
    } else if (opens && !/\sopen\b/.test(attributes)) {
      seen += html.slice(from, index);
      depth = 1;
    }
  }
  return seen + html.slice(from);
}

/** The part that a page shows first: the scene with which it begins, or all of it. */
function opening(html: string): string {
  const scene = html.indexOf('<section class="scene"');
  return scene < 0 ? html : html.slice(0, html.indexOf('</section>', scene));
}

/**
 * The page with its preloads, before its first stylesheet.
 * @param addresses of the built faces, by name
 * @throws Error if the page needs a face that the site does not have
 */
export function withPreloads(html: string, addresses: ReadonlyMap<string, string>): string {
  const early = new Set(facesOf(outsideFolds(opening(html))));
  const links = facesOf(outsideFolds(html)).map((face) => {
    const href = addresses.get(face);
    if (href === undefined)
      throw new Error(
        `a formula is set in ${face}, which the site does not have: add it to scripts/course/fonts.ts and katex.css, or write the formula without it`,
      );
    if (!early.has(face)) return '';
    const priority = first.has(face) ? '' : ' fetchpriority="low"';
    return `<link rel="preload" href="${href}" as="font" type="font/woff2" crossorigin${priority}>`;
  });
  return html.replace(/<link rel="stylesheet"/, (first) => links.join('') + first);
}
