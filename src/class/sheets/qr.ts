import { encode } from 'uqr';

/** Capacity of the largest QR code, in bytes. */
const MOST = 2953;

/**
 * The QR code of a text: its side in modules, including a quiet zone of four, and an SVG path of the dark ones;
 * undefined if the text is too long for one.
 */
export function qrOf(text: string): { size: number; path: string } | undefined {
  if (new TextEncoder().encode(text).length > MOST) return undefined;
  const { size, data } = encode(text, { ecc: 'L', border: 4 });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : []))).join('');
  return { size, path };
}
