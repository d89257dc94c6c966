/** Packs settings into a short text for the URL's fragment, which browsers do not send to a server. */

/** Maximum characters of a link, and of its unpacked content. */
export const LONGEST_LINK = 12_000;
const LONGEST_TEXT = 60_000;

/** @returns base64url of the deflated JSON */
export async function pack(value: unknown): Promise<string> {
  const packed = await through(new TextEncoder().encode(JSON.stringify(value)), new CompressionStream('deflate-raw'));
  let binary = '';
  for (const byte of packed) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** @throws Error with a message for the reader, if the text is too long, was cut off or is not ours */
export async function unpack(text: string): Promise<unknown> {
  if (text.length > LONGEST_LINK) throw new Error('The link is too long.');
  let plain: Uint8Array;
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
    plain = await through(bytes, new DecompressionStream('deflate-raw'), LONGEST_TEXT);
  } catch (error) {
    if (error instanceof TooLong) throw new Error('The link contains too much.');
    throw new Error('The link is broken: part of it is missing.');
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plain));
  } catch {
    throw new Error('The link is broken: its content cannot be read.');
  }
}

class TooLong extends Error {}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  { readable, writable }: CompressionStream | DecompressionStream,
  most = Number.POSITIVE_INFINITY,
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = writable.getWriter();
  // Errors here are reported by the reading end.
  writer.write(bytes).catch(() => {});
  writer.close().catch(() => {});
  const pieces: Uint8Array[] = [];
  let length = 0;
  const reader = readable.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel();
      throw new TooLong();
    }
    pieces.push(value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
