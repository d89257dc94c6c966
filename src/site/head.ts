/** The head of a page: whoever proposes a page writes it, and no program may come of it. */
interface HeadOf {
  title?: unknown;
  head?: unknown;
}

/** @returns what is wrong with it, as a sentence; undefined if nothing is */
export function headTrouble({ title, head = [] }: HeadOf): string | undefined {
  if (typeof title === 'string' && title.includes('<')) return `the title "${title}" has a <, which begins a tag`;
  for (const { tag, attrs = {} } of head as { tag: string; attrs?: Record<string, unknown> }[]) {
    if (tag !== 'title' && tag !== 'meta')
      return `head has a <${tag}>: a page adds no scripts, styles or links of its own`;
    const name = Object.keys(attrs).find((attr) => attr.toLowerCase() === 'http-equiv');
    if (name !== undefined) return `head has a <meta> with ${name}, which would act for the browser's own headers`;
  }
  return undefined;
}
