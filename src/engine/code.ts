/**
 * Maximum length of code, in characters: a link contains all of it, and servers reject URLs of more than eight
 * thousand.
 */
export const LONGEST_CODE = 4000;

/**
 * Python code as a value: trimmed, so that a key press that adds nothing visible is not a change. Lines keep their
 * numbers.
 */
export const codeText = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[\u200b-\u200d\ufeff]/g, '')
    .replace(/^[^\S\n]+/, '')
    .trimEnd();

export const isCode = (text: string): boolean => text.length <= LONGEST_CODE && codeText(text) === text;
