/** Words of another language, looked up by the English text, as in gettext. */

/**
 * English to its translation. What is computed is a gap on both sides: `<n>`, of one letter, is a number, and `<name>` any
 * text, which is said too. `{name}`, a number of a figure in its verdict, stays.
 */
export type Words = Readonly<Record<string, string>>;

/** The text in another language, or as it is where there is no word for it. */
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
/** A run that is played makes thousands of texts. */
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
 * How a language says a text: whole, by the pattern that has most of it, or sentence by sentence. What stands in a gap is
 * said too. Spaces around the text stay.
 * @param missed hears of each text, or sentence, without a word
 */
export function sayIn(words: Words, missed: (text: string) => void = () => {}): Say {
  const whole = new Map<string, string>();
  const patterns: Pattern[] = [];
  for (const [from, to] of Object.entries(words))
    if (from.search(GAP) < 0) whole.set(from, to);
    else patterns.push(patternOf(from, to));
  patterns.sort((a, b) => b.literal - a.literal);
  const known = new Map<string, string>();

  const find = (text: string): string | undefined => {
    const exact = whole.get(text);
    if (exact !== undefined) return exact;
    for (const { test, names, to } of patterns) {
      const match = test.exec(text);
      if (!match) continue;
      const gaps = new Map(names.map((name, i) => [name, match[i + 1] ?? '']));
      // A gap that is repeated holds the same each time.
      if (names.some((name, i) => gaps.get(name) !== match[i + 1])) continue;
      return to.replace(GAP, (_, name: string) => inner(gaps.get(name) ?? ''));
    }
    return undefined;
  };
  /** A gap often holds what needs no word: a name, a number. */
  const inner = (text: string): string => find(text) ?? text;
  const bySentence = (text: string): string => {
    const sentences = text.split(/(?<=[.?!:]) (?=[\p{Lu}“])/u);
    return sentences
      .map((sentence) => {
        const found = isSpeech(sentence) ? find(sentence) : sentence;
        if (found === undefined) missed(sentence);
        return found ?? sentence;
      })
      .join(' ');
  };

  return (text) => {
    if (!isSpeech(text)) return text;
    const before = known.get(text);
    if (before !== undefined) return before;
    const [, start = '', middle = '', end = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
    // Between a number and its unit lines do not break, whatever the language.
    const plain = middle.replaceAll('\u00a0', ' ');
    const said = start + (find(plain) ?? bySentence(plain)) + end;
    if (known.size >= MOST) known.clear();
    known.set(text, said);
    return said;
  };
}
