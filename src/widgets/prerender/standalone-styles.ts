import postcss, { type ChildNode } from 'postcss';

interface StyleSources {
  /** tokens.css and panels.css as text. */
  tokens: string;
  panels: string;
  theme: 'light' | 'dark';
}

interface Rule {
  selectors: readonly string[];
  declarations: readonly Declaration[];
}

export interface Declaration {
  property: string;
  value: string;
}

/** Installed names of the fonts: a standalone file cannot use those of the page. */
const FAMILIES: Readonly<Record<string, string>> = {
  '--figure': "'Source Sans 3', sans-serif",
  '--text': "'Libertinus Serif', serif",
};
const EXTRA = `.picture .headline { font-size: 30px; font-weight: 620; fill: var(--ink); }
.picture .headrule { stroke: var(--ink); stroke-width: 1.5; fill: none; }
.picture .contour { stroke-width: .8; }
.picture .contour.index { stroke-width: 1.4; }`;

/** Tones are resolved here, and colour printing is up to the page. */
const LEFT_OUT = /^(--tone|(-webkit-)?print-color-adjust)$/;
const TONE = 'var(--tone)';

/**
 * The rules of panels.css for pictures, with every variable and mixed colour resolved: a standalone file has no page
 * that defines them, and SVG renderers support neither.
 */
export function standaloneStyles(sources: StyleSources): string {
  const rules = [...parseRules(sources.panels), ...parseRules(EXTRA)].filter(isOfPictures);
  const tones = rules.flatMap(tonesOf);
  const written = rules.flatMap(({ selectors, declarations }): Rule[] => {
    const kept = declarations.filter(({ property }) => !LEFT_OUT.test(property)).map(withKnownWeight);
    if (kept.length === 0) return [];
    const toned = kept.filter(({ value }) => value.includes(TONE));
    if (toned.length === 0) return [{ selectors, declarations: kept }];
    const inTone = (list: readonly Declaration[], tone: string): Declaration[] =>
      list.map(({ property, value }) => ({ property, value: value.replaceAll(TONE, tone) }));
    return [
      { selectors, declarations: inTone(kept, 'var(--measured)') },
      // A role changes only the colour; a later rule may override the rest.
      ...tones.map(({ role, tone }) => ({
        selectors: selectors.map((one) => `${one}.${role}`),
        declarations: inTone(toned, tone),
      })),
    ];
  });
  return resolveColours(written.map(textOf).join('\n'), sources);
}

export const isOfPictures = ({ selectors }: Rule): boolean =>
  selectors.some((selector) => selector.includes('.picture')) &&
  !selectors.some((selector) => selector.includes('.panel'));

/** `.picture .run { --tone: … }`: the colour of a role. */
function tonesOf({ selectors: [selector = ''], declarations }: Rule): { role: string; tone: string }[] {
  const role = /^\.picture \.(\w+)$/.exec(selector)?.[1];
  const tone = declarations.find(({ property }) => property === '--tone')?.value;
  return role !== undefined && tone !== undefined ? [{ role, tone }] : [];
}

/** SVG renderers support only multiples of 100. */
const withKnownWeight = ({ property, value }: Declaration): Declaration => ({
  property,
  value: property === 'font-weight' && value === '620' ? '600' : value,
});

const textOf = ({ selectors, declarations }: Rule): string =>
  `${selectors.join(', ')}{${declarations.map(({ property, value }) => `${property}: ${value}`).join('; ')}}`;

/** A piece of style with every variable replaced by its value in this theme. */
export function resolveColours(style: string, { tokens, panels, theme }: StyleSources): string {
  const variables = new Map<string, string>();
  for (const { selectors, declarations } of [...parseRules(tokens), ...parseRules(panels)]) {
    const isRoot = selectors.some(
      (one) => one === ':root' || (theme === 'dark' && /^:root\[data-theme=['"]?dark['"]?\]$/.test(one)),
    );
    if (!isRoot) continue;
    for (const { property, value } of declarations) if (property.startsWith('--')) variables.set(property, value);
  }
  for (const [name, value] of Object.entries(FAMILIES)) variables.set(name, value);
  return mixColours(resolve(style, variables));
}

/** Each style sheet is parsed once, though every picture of the site is made from it. */
const parsed = new Map<string, readonly Rule[]>();

/** Top-level rules and those for screens; other at-rules are left out with their content. */
export function parseRules(css: string): readonly Rule[] {
  const rules = parsed.get(css) ?? postcss.parse(css).nodes.flatMap(rulesIn);
  parsed.set(css, rules);
  return rules;
}

function rulesIn(node: ChildNode): Rule[] {
  if (node.type === 'atrule' && node.name === 'media' && node.params === 'screen')
    return (node.nodes ?? []).flatMap(rulesIn);
  if (node.type !== 'rule') return [];
  const declarations = node.nodes.flatMap((one) =>
    one.type === 'decl' ? [{ property: one.prop, value: one.value.replace(/\s+/g, ' ') }] : [],
  );
  return [{ selectors: node.selectors, declarations }];
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
