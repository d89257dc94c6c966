import type { Editor, EditorOptions } from './code-editor.ts';

export type { Editor, EditorOptions } from './code-editor.ts';

/** Opens an editor, fetched when the first is opened. @throws Error if it cannot be fetched */
export async function openEditor(host: HTMLElement, options: EditorOptions): Promise<Editor> {
  const { createEditor } = await import('./code-editor.ts');
  // Reading its script takes long and so does building it, so whatever came meanwhile has its turn between the two.
  await new Promise((done) => setTimeout(done));
  return createEditor(host, options);
}

/** Fetches what an editor is made of, ahead of its opening; if that fails, the opening tries again and says so. */
export function fetchEditor(): void {
  import('./code-editor.ts').catch(() => {});
}
