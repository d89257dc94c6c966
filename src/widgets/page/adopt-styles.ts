/**
 * Gives the page a style sheet: that of a part which is loaded when it is asked for. One that is imported by itself would
 * be linked in every page, before the first paint.
 */
export function adoptStyles(text: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
