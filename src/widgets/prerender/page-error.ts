/** A mistake in a page: its position (`file:line:column`), the text in question, and a suggestion. */
export class PageError extends Error {
  /** Read by Astro, which shows the line. */
  readonly loc?: { file: string; line: number; column: number };
  constructor(loc: string | undefined, message: string) {
    super(loc ? `${loc}: ${message}` : message);
    this.name = 'PageError';
    const parts = /^(.*):(\d+):(\d+)$/.exec(loc ?? '');
    if (parts) this.loc = { file: parts[1] ?? '', line: Number(parts[2]), column: Number(parts[3]) };
  }
}
