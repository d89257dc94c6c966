const adopted = new Set<string>();

/**
 * Styles of a part that is loaded when it is asked for. A style sheet that such a module imports by name would be linked from
 * the head of every page that may come to load it.
 * @param css the text of the sheet, imported with `?inline`
 */
export function adoptStyle(css: string): void {
  if (adopted.has(css)) return;
  adopted.add(css);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}
