/**
 * Approximate bytes of a message in the browser's structured clone format: a repeated object is written once, text
 * takes one or two bytes per character. Runs in pages, so it must be self-contained.
 */
export function cloneSize(message: unknown): number {
  const seen = new Set<object>();
  const textSize = (text: string): number => {
    for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 255) return 3 + 2 * text.length;
    return (text.length < 128 ? 2 : 3) + text.length;
  };
  const size = (value: unknown): number => {
    if (typeof value === 'string') return textSize(value);
    if (typeof value === 'number') {
      const small = Number.isInteger(value) && Math.abs(value) < 2 ** 30 && !Object.is(value, -0);
      return small ? 2 + Math.floor(Math.log2(2 * Math.abs(value) + 1) / 7) : 9;
    }
    if (value === null || typeof value !== 'object') return 1;
    if (seen.has(value)) return 3;
    seen.add(value);
    if (ArrayBuffer.isView(value)) {
      const known = seen.has(value.buffer);
      seen.add(value.buffer);
      return 7 + (known ? 0 : value.buffer.byteLength);
    }
    if (value instanceof ArrayBuffer) return 3 + value.byteLength;
    if (value instanceof Map) return [...value].reduce((sum, [key, one]) => sum + size(key) + size(one), 4);
    if (value instanceof Set) return [...value].reduce((sum: number, one) => sum + size(one), 4);
    if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + size(one), 5);
    return Object.entries(value).reduce((sum, [key, one]) => sum + textSize(key) + size(one), 3);
  };
  return 2 + size(message);
}
