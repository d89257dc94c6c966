export interface StyleSources {
  /** tokens.css and panels.css as text. */
  tokens: string;
  panels: string;
  theme: 'light' | 'dark';
}

interface Rule {
  selector: string;
  body: string;
}

/** Faces by the names under which they are installed: a standalone file cannot use those of the page. */
const FAMILIES: Readonly<Record<string, string>> = {
  '--figure': "'Source Sans 3', sans-serif",
  '--text': "'Libertinus Serif', serif",
};
const EXTRA = `.picture .headline { font-size: 30px; font-weight: 620; fill: var(--ink); }
.picture .headrule { stroke: var(--ink); stroke-width: 1.5; fill: none; }
.picture .contour { stroke-width: .8; }
.picture .contour.index { stroke-width: 1.4; }`;

/**
 * The rules of panels.css for pictures, with every variable and mixed colour worked out: a standalone file has no page
 * that defines them, and SVG renderers know neither.
 */
export function standaloneStyles(sources: StyleSources): string {
  const rules = [...parseRules(sources.panels), ...parseRules(EXTRA)];
  const tones = rules.flatMap(({ selector, body }) => {
    const role = /^\.picture \.(\w+)$/.exec(selector)?.[1];
    const tone = /^\s*--tone\s*:\s*([^;]+);?\s*$/.exec(body)?.[1];
    return role && tone ? [{ role, tone }] : [];
  });
  const written = rules
    .filter(
      ({ selector, body }) => selector.includes('.picture') && !selector.includes('.panel') && !/^\s*--tone/.test(body),
    )
    .flatMap(({ selector, body }) => {
      const own = body
        .replace(/--tone\s*:[^;]+;?/, '')
        .replace(/(-webkit-)?print-color-adjust\s*:[^;]+;?/g, '')
        // SVG renderers know only the hundreds.
        .replace(/font-weight:\s*620/, 'font-weight: 600');
      if (!own.includes('var(--tone)')) return [{ selector, body: own }];
      const usual = { selector, body: own.replaceAll('var(--tone)', 'var(--measured)') };
      return [
        usual,
        ...tones.map(({ role, tone }) => ({
          selector: selector
            .split(',')
            .map((one) => `${one.trim()}.${role}`)
            .join(','),
          body: onlyTone(own).replaceAll('var(--tone)', tone),
        })),
      ];
    });
  const css = written
    .filter(({ body }) => body.trim() !== '')
    .map(({ selector, body }) => `${selector}{${body.trim()}}`.replace(/\s+/g, ' '))
    .join('\n');
  return resolveColours(css, sources);
}

/** A piece of style with every variable replaced by its value in this theme. */
export function resolveColours(style: string, { tokens, panels, theme }: StyleSources): string {
  const variables = new Map<string, string>();
  for (const { selector, body } of [...parseRules(tokens), ...parseRules(panels)]) {
    const isRoot = selector === ':root' || (theme === 'dark' && /^:root\[data-theme=['"]?dark['"]?\]$/.test(selector));
    if (!isRoot) continue;
    for (const [, name = '', value = ''] of body.matchAll(/(--[\w-]+)\s*:\s*([^;]+)/g))
      variables.set(name, value.trim());
  }
  for (const [name, value] of Object.entries(FAMILIES)) variables.set(name, value);
  return mixColours(resolve(style, variables));
}

/** A role changes only the colour; a later rule may override the rest. */
function onlyTone(body: string): string {
  return body
    .split(';')
    .filter((declaration) => declaration.includes('var(--tone)'))
    .join(';');
}

/** Top-level rules and those for screens; other at-rules are left out with all that they contain. */
export function parseRules(css: string): Rule[] {
  const text = css.replace(/\/\*[\s\S]*?\*\//g, '');
  const rules: Rule[] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('{', at);
    if (open < 0) break;
    let depth = 1;
    let end = open + 1;
    while (end < text.length && depth > 0) {
      if (text[end] === '{') depth++;
      if (text[end] === '}') depth--;
      end++;
    }
    const selector = text.slice(at, open).split(';').at(-1)?.trim() ?? '';
    const body = text.slice(open + 1, end - 1);
    if (selector === '@media screen') rules.push(...parseRules(body));
    else if (!selector.startsWith('@')) rules.push({ selector, body });
    at = end;
  }
  return rules;
}

function resolve(value: string, variables: ReadonlyMap<string, string>, depth = 0): string {
  if (depth > 8)
    throw new Error(
      `the variables in "${value}" refer to each other in a circle: give one of them a value of its own in tokens.css`,
    );
  const next = value.replace(/var\((--[\w-]+)(?:,\s*([^()]*))?\)/g, (_, name: string, fallback?: string) => {
    const known = variables.get(name) ?? fallback;
    if (known === undefined) throw new Error(`panels.css uses ${name}, which tokens.css does not define: add it there`);
    return known;
  });
  return next === value ? value : resolve(next, variables, depth + 1);
}

/** `color-mix(in srgb, #rrggbb 60%, transparent | #rrggbb)` as one colour. */
function mixColours(body: string): string {
  return body.replace(
    /color-mix\(in srgb,\s*(#[0-9a-f]{6})\s+(\d+)%,\s*(transparent|#[0-9a-f]{6})\)/gi,
    (_, first: string, percent: string, second: string) => {
      const share = Number(percent) / 100;
      const a = channels(first);
      if (second === 'transparent') return `rgba(${a.join(',')},${share})`;
      const b = channels(second);
      return `rgb(${a.map((channel, i) => Math.round(channel * share + (b[i] ?? 0) * (1 - share))).join(',')})`;
    },
  );
}

function channels(hex: string): number[] {
  return [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16));
}
