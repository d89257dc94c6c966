/**
 * Adds the style sheet of a part that is loaded on demand. An imported style sheet would be linked in every page,
 * before the first paint.
 */
export function adoptStyles(text: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
