import { isUtf8 } from 'node:buffer';

/**
 * A file that is not UTF-8 would be read all the same, with a sign for each byte that is not understood.
 * @throws Error that names the file, the line and the byte
 */
export function checkUtf8(file: string, bytes: Buffer): void {
  if (isUtf8(bytes)) return;
  const at = firstWrong(bytes);
  const before = bytes.subarray(0, at);
  const line = before.toString('latin1').split('\n').length;
  const found = `0x${(bytes[at] ?? 0).toString(16).padStart(2, '0')}`;
  throw new Error(
    `${file}:${line}: the byte ${found} at offset ${at} is not UTF-8, in which pages are written; save the file as UTF-8`,
  );
}

/** Where the first byte stands that is not understood. */
function firstWrong(bytes: Buffer): number {
  const text = bytes.toString('utf8');
  for (const { index } of text.matchAll(/\ufffd/g)) {
    const at = Buffer.byteLength(text.slice(0, index));
    // Not a sign that the author has written.
    if (bytes.toString('hex', at, at + 3) !== 'efbfbd') return at;
  }
  return bytes.length;
}
