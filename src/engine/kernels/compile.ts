/**
 * A module from its text in base64; undefined if this machine lacks what it needs, or a page's policy forbids
 * WebAssembly, as it does outside workers here.
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
