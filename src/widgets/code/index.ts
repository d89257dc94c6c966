import type { Editor, EditorOptions } from './code-editor.ts';

export type { Editor, EditorOptions } from './code-editor.ts';

/** Opens an editor; loads its script the first time. @throws Error if loading fails */
export async function openEditor(host: HTMLElement, options: EditorOptions): Promise<Editor> {
  const { createEditor } = await import('./code-editor.ts');
  // Evaluating the script takes long, and so does creating the editor: events in between get their turn.
  await new Promise((done) => setTimeout(done));
  return createEditor(host, options);
}

/** Loads the editor in advance; if that fails, opening it tries again and reports the failure. */
export function fetchEditor(): void {
  import('./code-editor.ts').catch(() => {});
}
