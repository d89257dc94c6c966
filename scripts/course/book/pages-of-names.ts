/** A reference to an object in a PDF: its number. */
type Reference = string;

/**
 * The page number, from 1, of each named destination in a PDF.
 * @param pdf from Chromium: objects are plain text, and only the drawing commands are compressed
 * @throws Error if it is not such a PDF
 */
export function pagesOfNames(pdf: Buffer): ReadonlyMap<string, number> {
  const text = pdf.toString('latin1').replace(/\bstream\r?\n[\s\S]*?endstream/g, '');
  const objects = new Map(
    [...text.matchAll(/^(\d+) 0 obj\n([\s\S]*?)\nendobj/gm)].map(([, n = '', is = '']) => [n, is]),
  );
  const catalog = [...objects.values()].find((is) => /\/Type \/Catalog\b/.test(is)) ?? '';
  const [root, places] = [/\/Pages (\d+) 0 R/, /\/Dests (\d+) 0 R/].map((at) => at.exec(catalog)?.[1]);
  if (root === undefined || places === undefined) throw new Error('the PDF has no named destinations');
  const order = new Map(pagesBelow(root, objects).map((page, k) => [page, k + 1]));
  const named = (objects.get(places) ?? '').matchAll(/\/(\S+) \[(\d+) 0 R/g);
  return new Map([...named].map(([, name = '', page = '']) => [nameIn(name), order.get(page) ?? 0]));
}

/** The pages of a branch of the page tree, in order. */
function pagesBelow(branch: Reference, objects: ReadonlyMap<Reference, string>): Reference[] {
  const is = objects.get(branch) ?? '';
  const kids = /\/Kids \[([^\]]*)\]/.exec(is)?.[1];
  if (kids === undefined) return [branch];
  return [...kids.matchAll(/(\d+) 0 R/g)].flatMap(([, kid = '']) => pagesBelow(kid, objects));
}

/** A name with its escapes decoded: `#C3#9F`. */
const nameIn = (written: string): string =>
  Buffer.from(
    written.replace(/#([0-9A-F]{2})/gi, (_, byte: string) => String.fromCharCode(Number.parseInt(byte, 16))),
    'latin1',
  ).toString('utf8');
