/**
 * A module from its base64 text; undefined if this machine lacks a required feature, or if a page's policy forbids
 * WebAssembly, as ours does outside workers.
 */
export function compileModule(text: string): WebAssembly.Module | undefined {
  if (typeof WebAssembly === 'undefined') return undefined;
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  if (!WebAssembly.validate(bytes)) return undefined;
  try {
    return new WebAssembly.Module(bytes);
  } catch {
    return undefined;
  }
}
