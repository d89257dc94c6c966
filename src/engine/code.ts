/** Characters of a text at most: a link carries it whole, and servers refuse addresses of more than eight thousand. */
export const LONGEST_CODE = 4000;

/**
 * A text of Python as a value: without what nobody sees at its ends, so that a key press that adds nothing visible is not a change. Lines
 * keep their numbers.
 */
export const codeText = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[\u200b-\u200d\ufeff]/g, '')
    .replace(/^[^\S\n]+/, '')
    .trimEnd();

export const isCode = (text: string): boolean => text.length <= LONGEST_CODE && codeText(text) === text;
