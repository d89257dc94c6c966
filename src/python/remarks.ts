/** Finds the strings and comments of a program, which may contain any character. */
export const SAID = /'''[\s\S]*?'''|"""[\s\S]*?"""|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|#.*/g;

/** A program without its irrelevant parts: comments, empty lines, and blanks at the ends of lines. */
export const withoutRemarks = (code: string): string =>
  code
    .replace(SAID, (said) => (said.startsWith('#') ? '' : said))
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n')
    .trim();
