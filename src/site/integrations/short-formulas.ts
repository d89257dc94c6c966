/** Shortens the formulas of a page without changing how they look or read. */
export function withShortFormulas(html: string): string {
  const roots = new Map<string, string>();
  const page = html
    .replace(LENGTHS, (_, lengths: string) => ` style="${lengths.replace(/;$/, '').replace(LENGTH, short)}"`)
    .replace(STRUT, (strut, height: string, depth = '0') =>
      Number(height) - Number(depth) <= HIGH && Number(depth) <= DEEP ? '' : strut,
    )
    .replaceAll(NAMESPACE, '')
    .replaceAll(SEMANTICS, '$1')
    .replace(ROOT, (_, _quote, shape: string) => {
      const id = roots.get(shape) ?? `root-${roots.size + 1}`;
      roots.set(shape, id);
      return `<use href="#${id}"></use>`;
    });
  if (roots.size === 0) return page;
  const shapes = [...roots].map(([shape, id]) => `<path id="${id}" d="${shape}"></path>`).join('');
  const held = `<svg width="0" height="0" style="position:absolute" aria-hidden="true"><defs>${shapes}</defs></svg>`;
  return page.replace('</body>', () => `${held}</body>`);
}

/** The root sign, identical in each formula of its size: a page contains its shape once, unless a figure redraws it. */
const ROOT = /(?<=preserveAspectRatio=["']xMinYMin slice["']>)<path d=(["'])([^"']+)\1(?:\/>|><\/path>)/g;

/** KaTeX's lengths of boxes, rounded to a thousandth of the font size. */
const LENGTHS = / style="((?:[a-z-]+:-?[\d.]+em;?)+)"/g;
const LENGTH = /\d*\.\d{4,}/g;
/** No screen shows less than a thousandth. */
const short = (length: string): string => String(Number(Number(length).toFixed(3)));
/**
 * The strut that makes a line as high as its formula. Without it the line is 1.2 font sizes high; these heights above
 * and below the baseline certainly fit, em.
 */
const STRUT = /<span class="katex-strut" style="height:([\d.]+)em(?:;vertical-align:-([\d.]+)em)?"><\/span>/g;
const [HIGH, DEEP] = [0.75, 0.21];
/** Implied in HTML. */
const NAMESPACE = ' xmlns="http://www.w3.org/1998/Math/MathML"';
/** The elements around a formula and its source, once the source has been removed. */
const SEMANTICS = /<semantics>((?:(?!<annotation|<\/semantics>).)*)<\/semantics>/gs;
