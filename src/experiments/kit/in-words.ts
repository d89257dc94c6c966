const WORDS = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ');

/** A count as in prose: a word up to twelve, then digits. */
export const inWords = (count: number): string => WORDS[count] ?? String(count);

/** Capitalized, as the first word of a sentence. */
export const opening = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** `a, b and c`. */
export const listed = (parts: readonly string[]): string =>
  parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : (parts[0] ?? '');
