import katex from 'katex';

/** A letter of a formula rendered by KaTeX. Screen readers read its name and the formula's words instead. */
export const letterHtml = (tex: string): string =>
  katex.renderToString(tex, { output: 'html', throwOnError: true, strict: 'error' });
