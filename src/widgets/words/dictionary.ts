/** Words of another language, looked up by the English text, as in gettext. */

/**
 * English to its translation. What is computed is a gap on both sides: `<n>`, of one letter, is a number, and `<name>` any
 * text, which is said too. `{name}`, a number of a figure in its verdict, stays.
 */
export type Words = Readonly<Record<string, string>>;

/** The text in another language, or as it is if there is no word for it. */
export type Say = (text: string) => string;

interface Pattern {
  test: RegExp;
  /** How much of it is written out. */
  literal: number;
  names: readonly string[];
  to: string;
}

const GAP = /<([a-z]\w*)>/g;
const NUMBER = '([\\d.,e+\\u2212-]+)';
/** Where one sentence ends and the next begins. */
const SENTENCES = /(?<=[.?!]) (?=[\p{Lu}“])|(?<=:) (?=\p{Lu})/u;
/** Texts that are remembered: a run that is played makes thousands. */
const MOST = 5000;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const isSpeech = (text: string): boolean => /\p{L}/u.test(text);

function patternOf(from: string, to: string): Pattern {
  const pieces = from.split(GAP);
  return {
    test: new RegExp(
      `^${pieces.map((piece, i) => (i % 2 === 0 ? escaped(piece) : piece.length === 1 ? NUMBER : '(.+?)')).join('')}$`,
      's',
    ),
    literal: pieces.filter((_, i) => i % 2 === 0).join('').length,
    names: pieces.filter((_, i) => i % 2 === 1),
    to,
  };
}

/**
 * How a language says a text: whole, or sentence by sentence, each as it stands or by the pattern that spells out most of it.
 * The text in a gap is said too. Spaces around the text stay.
 * @param missed hears of each text, sentence or gap without a word
 */
export function sayIn(words: Words, missed: (text: string) => void = () => {}): Say {
  const whole = new Map<string, string>();
  const patterns: Pattern[] = [];
  for (const [from, to] of Object.entries(words))
    if (from.search(GAP) < 0) whole.set(from, to);
    else patterns.push(patternOf(from, to));
  patterns.sort((a, b) => b.literal - a.literal);
  const known = new Map<string, string>();

  const byPattern = (text: string): string | undefined => {
    for (const { test, names, to } of patterns) {
      const match = test.exec(text);
      if (match) return to.replace(GAP, (_, name: string) => inGap(match[1 + names.indexOf(name)] ?? ''));
    }
    return undefined;
  };
  const sayOne = (text: string): string | undefined => (isSpeech(text) ? (whole.get(text) ?? byPattern(text)) : text);
  const inGap = (text: string): string => find(text) ?? lost(text);
  const lost = (text: string): string => {
    missed(text);
    return text;
  };
  /** Sentences before patterns, because a gap would otherwise reach from one sentence into the next. */
  const find = (text: string): string | undefined => {
    const exact = whole.get(text);
    if (exact !== undefined) return exact;
    const sentences = text.split(SENTENCES).map((sentence) => [sentence, sayOne(sentence)] as const);
    if (sentences.every(([, said]) => said !== undefined)) return sentences.map(([, said]) => said).join(' ');
    const said = byPattern(text);
    if (said !== undefined || sentences.length === 1) return said;
    return sentences.map(([sentence, said]) => said ?? lost(sentence)).join(' ');
  };

  return (text) => {
    if (!isSpeech(text)) return text;
    const before = known.get(text);
    if (before !== undefined) return before;
    const [, start = '', middle = '', end = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
    // Between a number and its unit lines do not break, whatever the language.
    const plain = middle.replaceAll('\u00a0', ' ');
    const said = start + (find(plain) ?? lost(plain)) + end;
    if (known.size >= MOST) known.clear();
    known.set(text, said);
    return said;
  };
}
