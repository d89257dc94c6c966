import postcss from 'postcss';

/** Classes of all elements on a page, including those in a figure's JSON. */
export function classesIn(html: string): string[] {
  return [...html.matchAll(/\bclass=(?:\\?")([^"\\]*)/g)].flatMap(([, names = '']) => names.split(/\s+/));
}

/**
 * A style sheet without the rules of KaTeX and of the theme that no page uses. The build typesets all formulas, so
 * every class of a formula occurs in a page; so does every component's scope class.
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

/**
 * Classes required by the selector that only the build assigns: those of formulas, of the theme, and scope classes of
 * components.
 */
const builtIn = (selector: string): string[] => [
  ...classesOf(selector).filter((name) => selector.startsWith('.katex') || /^(?:sl|starlight)-/.test(name)),
  ...[...selector.matchAll(/:where\(\.(astro-\w+)\)/g)].map(([, mark = '']) => mark),
];

/** Classes that an element, or one around it, must have. Classes in brackets may be exceptions. */
const classesOf = (selector: string): string[] =>
  [...selector.replaceAll(/\([^)]*\)/g, '').matchAll(/\.([\w-]+)/g)].map(([, name = '']) => name);
