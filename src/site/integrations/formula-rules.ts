import postcss from 'postcss';

/** Classes of all elements of a page, also of those in the JSON of a figure. */
export function classesIn(html: string): string[] {
  return [...html.matchAll(/\bclass=(?:\\?")([^"\\]*)/g)].flatMap(([, names = '']) => names.split(/\s+/));
}

/**
 * A style sheet without those rules of KaTeX and of the theme that no page can need. What the pages typeset, the build has
 * typeset, so every class of a formula stands in one of them; and so does what marks the elements of a component.
 * @param used classes of all pages
 */
export function withoutIdleRules(css: string, used: ReadonlySet<string>): string {
  const sheet = postcss.parse(css);
  sheet.walkRules((rule) => {
    const kept = rule.selectors.filter((selector) => builtIn(selector).every((name) => used.has(name)));
    if (kept.length === 0) rule.remove();
    else if (kept.length < rule.selectors.length) rule.selectors = kept;
  });
  return sheet.toString();
}

/** Classes that only the build gives, and the selector needs: all of a formula's, the theme's own, and a component's mark. */
const builtIn = (selector: string): string[] => [
  ...classesOf(selector).filter((name) => selector.startsWith('.katex') || /^(?:sl|starlight)-/.test(name)),
  ...[...selector.matchAll(/:where\(\.(astro-\w+)\)/g)].map(([, mark = '']) => mark),
];

/** Classes that an element must have, or one around it. Classes in a bracket may be an exception. */
const classesOf = (selector: string): string[] =>
  [...selector.replaceAll(/\([^)]*\)/g, '').matchAll(/\.([\w-]+)/g)].map(([, name = '']) => name);
