export interface MathPart {
  text: string;
  kind: 'plain' | 'symbol' | 'subscript' | 'superscript';
}

/**
 * Alternatives in order: a starred word, a sub- or superscript, a letter before one, a Greek letter, a single Latin
 * letter.
 */
const MATHEMATICS =
  /\*([^*\s]+)\*|([_^])(?:\{([^}]*)\}|([\p{L}\p{N}]+))|(?<![\p{L}\p{N}])(\p{L})(?=[_^])|([\u0370-\u03ff])|(?<![\p{L}\p{N}'’.-])([B-HJ-Zb-z])(?![\p{L}\p{N}'’.-])/gu;

/** A hyphen used as a minus sign: before a number or in its exponent. */
const SIGN = /(?<![\p{L}\p{N})\]])-(?=[\d.])|(?<=\de)-(?=\d)/gu;

/**
 * Splits plain text into upright parts, variables, subscripts and superscripts, by the rule in
 * `figure/panels/panel.ts`. Joined together, the parts are the text without its markup and with true minus signs.
 */
export function mathParts(source: string): readonly MathPart[] {
  const known = split.get(source);
  if (known) return known;
  const parts = splitParts(source);
  if (split.size >= MOST_SPLIT) split.clear();
  split.set(source, parts);
  return parts;
}

/** Cached: the same labels come with every picture, and are measured at every width tried. */
const split = new Map<string, readonly MathPart[]>();
const MOST_SPLIT = 2000;

function splitParts(source: string): MathPart[] {
  const text = source.replace(SIGN, '\u2212');
  const parts: MathPart[] = [];
  const push = (piece: string, kind: MathPart['kind']) => {
    if (piece === '') return;
    const last = parts.at(-1);
    if (last?.kind === kind) last.text += piece;
    else parts.push({ text: piece, kind });
  };
  let from = 0;
  for (const match of text.matchAll(MATHEMATICS)) {
    push(text.slice(from, match.index), 'plain');
    const [whole, starred, mark, braced, bare, before, greek, alone] = match;
    if (mark) push(braced ?? bare ?? '', mark === '_' ? 'subscript' : 'superscript');
    else push(starred ?? before ?? greek ?? alone ?? '', 'symbol');
    from = match.index + whole.length;
  }
  push(text.slice(from), 'plain');
  return parts;
}

/** The text without its markup, for screen readers and plain display: `ϕ0`, `λmax`. */
export function plainText(text: string): string {
  return mathParts(text)
    .map((part) => part.text)
    .join('');
}

/** A number with its unit, or a word with its number: `80 %`, `figure 6.2.3`, `UDL 6.2`. */
const PAIRS =
  /(?<=\d) (?=(?:%|s|ms|px|MB|KB)(?![\p{L}\p{N}]))|(?<=(?<!\p{L})(?:[Ff]igures?|[Ee]quations?|[Nn]otebooks?|[Ss]ections?|[Pp]ages?|[Cc]laims?|[Ee]xercises?|[Tt]heorem|[Cc]hapter|eq|UDL)) (?=(?:T\.)?\d)/gu;

/** The text without line breaks inside such pairs. */
export function unbroken(text: string): string {
  return text.replace(PAIRS, '\u00a0');
}
