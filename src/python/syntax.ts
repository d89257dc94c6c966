import { SAID } from './remarks.ts';

/**
 * A syntax error. The interpreter reports only "invalid syntax", and for an unclosed bracket the following line; so
 * common mistakes are looked for here.
 */
interface Fault {
  message: string;
  line?: number;
  mark?: string;
}

/** Characters that come with text pasted from a page or a book, and their Python equivalents. */
const MEANT: Readonly<Record<string, string>> = {
  '\u2212': '-',
  '\u2013': '-',
  '\u00d7': '*',
  '\u22c5': '*',
  '\u00b2': '** 2',
  '\u00b3': '** 3',
  '\u2019': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u2264': '<=',
  '\u2265': '>=',
};

/**
 * The first position of something that Python rejects but the interpreter accepts or misreports: a character that no
 * name may contain, and the browser's own modules, which are empty here.
 */
export function foreignIn(code: string): { message: string; line: number; from: number; to: number } | undefined {
  const bare = code.replace(SAID, (said) => said.replace(/[^\n]/g, ' '));
  for (const [k, text] of bare.split('\n').entries()) {
    const found = /[^\p{ASCII}\p{ID_Continue}]|(?<=^\s*(?:import|from)\s+)js(?:ffi)?\b/u.exec(text);
    if (!found) continue;
    const [sign] = found;
    const place = { line: k + 1, from: found.index, to: found.index + sign.length };
    if (sign.startsWith('js'))
      return { message: `The module ${sign} is not available here: Python cannot access the page.`, ...place };
    if (/[\p{C}\p{Z}]/u.test(sign))
      return { message: 'This line contains an invisible character. Retype it.', ...place };
    const meant = MEANT[sign];
    return {
      message: `Invalid character ${sign}.${meant ? ` Use ${meant} instead.` : ''}`,
      ...place,
    };
  }
  return undefined;
}

const CLOSES: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

export function faultOf(type: string, told: string, code: string, line: number): Fault {
  if (type === 'IndentationError') {
    return /unindent/.test(told)
      ? {
          message: 'Indentation does not match any outer block.',
          line: indentedAt(code, line),
        }
      : { message: 'Unexpected indent: the line before does not open a block.' };
  }
  const bracket = bracketFault(code);
  if (bracket) return bracket;
  const text = (code.split('\n')[line - 1] ?? '').replace(/#.*/, '').trim();
  if (/'(return|yield)' outside function/.test(told))
    return {
      message: `${/return/.test(told) ? 'return' : 'yield'} must be inside a function, below a line that begins with def.`,
    };
  if (/^(if|elif|while|for|def|else|try|except|with|class)\b/.test(text) && !text.includes(':'))
    return { message: `Missing colon: a line that begins with ${/^\w+/.exec(text)?.[0]} must end with one.` };
  const before = lineBefore(code, line);
  // While a block is being typed, the reported line is empty, and may be correctly indented.
  if (text === '' && before !== undefined && /:\s*$/.test(before.text))
    return { message: 'The block after this line is empty: it needs an indented line.', line: before.number };
  if (/^(if|elif|while)\b[^=<>!]*[^=<>!]=[^=]/.test(text))
    return { message: 'Use == to compare; a single = assigns a value.' };
  if (
    before !== undefined &&
    /:\s*$/.test(before.text) &&
    indentOf(before.raw) >= indentOf(code.split('\n')[line - 1] ?? '')
  )
    return { message: 'Expected an indented block after a line that ends with a colon.' };
  if (/^(?:else|elif)\b/.test(text))
    return { message: `${/^\w+/.exec(text)?.[0]} has no matching if with the same indentation.` };
  if (/\bmatch\b.*:$/.test(text))
    return { message: 'This small Python has no match statement; use if and elif.', mark: 'match' };
  if (/\*\*\w+.*\}/.test(text) && text.includes('{'))
    return { message: 'This small Python cannot merge dictionaries with **.' };
  if (/[-+*/@=<>]$/.test(text)) return { message: 'A value is missing at the end of this line.' };
  if ((text.match(/(?<!\\)"/g)?.length ?? 0) % 2 === 1 || (text.match(/(?<!\\)'/g)?.length ?? 0) % 2 === 1)
    return { message: 'The string that starts here is never closed.' };
  if (
    /\d\s*[A-Za-z_]\w*/.test(text.replace(/\d+(?:\.\d*)?e[-+]?\d+/gi, '')) &&
    /(?<![\w.])\d+(?:\.\d+)?\s*[A-Za-z_]/.test(text)
  )
    return { message: 'Invalid syntax. Use * to multiply: 2 * x, not 2 x.' };
  if (/\^/.test(text)) return { message: 'Invalid syntax. Use ** for powers: x ** 2.' };
  return { message: 'Invalid syntax: Python cannot read this line.' };
}

const indentOf = (raw: string): number => /^\s*/.exec(raw)?.[0].length ?? 0;

function lineBefore(code: string, line: number): { raw: string; text: string; number: number } | undefined {
  const above = code.split('\n').slice(0, line - 1);
  const at = above.findLastIndex((one) => one.replace(/#.*/, '').trim() !== '');
  const raw = above[at];
  return raw === undefined ? undefined : { raw, text: raw.replace(/#.*/, '').trimEnd(), number: at + 1 };
}

/** The interpreter reports the line before one whose indentation matches no outer block. */
function indentedAt(code: string, line: number): number {
  const lines = code.split('\n');
  const next = lines.findIndex((text, k) => k >= line && text.trim() !== '');
  return next < 0 ? line : next + 1;
}

/** A bracket that is not closed, or closed without having been opened. */
function bracketFault(code: string): Fault | undefined {
  const open: { sign: string; line: number }[] = [];
  for (const [k, raw] of code.split('\n').entries()) {
    const text = raw.replace(/"[^"]*"|'[^']*'/g, '').replace(/#.*/, '');
    for (const sign of text) {
      if ('([{'.includes(sign)) open.push({ sign, line: k + 1 });
      const opener = CLOSES[sign];
      if (opener === undefined) continue;
      if (open.at(-1)?.sign === opener) open.pop();
      else return { message: `This ${sign} has no opening bracket.`, line: k + 1 };
    }
  }
  const last = open.at(-1);
  return last && { message: `The ${last.sign} in this line is never closed.`, line: last.line };
}
