/** A page whose formulas take fewer bytes, and look and read as before. */
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

/** The sign of a root, which is the same in each formula of its size: a page has its shape once, where no figure redraws it. */
const ROOT = /(?<=preserveAspectRatio=["']xMinYMin slice["']>)<path d=(["'])([^"']+)\1(?:\/>|><\/path>)/g;

/** Lengths that KaTeX gives a box, to a ten-thousandth of its letters' size. */
const LENGTHS = / style="((?:[a-z-]+:-?[\d.]+em;?)+)"/g;
const LENGTH = /\d*\.\d{4,}/g;
/** A thousandth is less than any screen shows. */
const short = (length: string): string => String(Number(Number(length).toFixed(3)));
/**
 * The strut that keeps a line as high as its formula. Without it the line has 1.2 times the size of the letters; this much is
 * surely above and below the line of writing, em.
 */
const STRUT = /<span class="katex-strut" style="height:([\d.]+)em(?:;vertical-align:-([\d.]+)em)?"><\/span>/g;
const [HIGH, DEEP] = [0.75, 0.21];
/** A browser that reads HTML knows it. */
const NAMESPACE = ' xmlns="http://www.w3.org/1998/Math/MathML"';
/** The elements that hold a formula together with its source, where that is left out. */
const SEMANTICS = /<semantics>((?:(?!<annotation|<\/semantics>).)*)<\/semantics>/gs;
