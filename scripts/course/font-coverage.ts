import { brotliDecompressSync } from 'node:zlib';

/**
 * The characters in a WOFF2 font, read from its character map (Unicode, formats 4 and 12).
 * A subsetter never reports missing characters, so its result is checked instead.
 * @throws if the file is not a WOFF2 font or has no Unicode map
 */
export function coverage(font: Buffer): Set<number> {
  const cmap = table(font, 'cmap');
  const subtables = Array.from({ length: cmap.readUInt16BE(2) }, (_, i) => ({
    platform: cmap.readUInt16BE(4 + 8 * i),
    offset: cmap.readUInt32BE(8 + 8 * i),
  }));
  const unicode = subtables.filter(({ platform }) => platform === 0 || platform === 3);
  const characters = new Set<number>();
  for (const { offset } of unicode) {
    const subtable = cmap.subarray(offset);
    const format = subtable.readUInt16BE(0);
    if (format === 4) segments(subtable, characters);
    else if (format === 12) groups(subtable, characters);
  }
  if (characters.size === 0) throw new Error('the font has no Unicode character map of format 4 or 12');
  return characters;
}

function segments(subtable: Buffer, characters: Set<number>): void {
  const count = subtable.readUInt16BE(6) / 2;
  for (let i = 0; i < count; i++) {
    const end = subtable.readUInt16BE(14 + 2 * i);
    const start = subtable.readUInt16BE(16 + 2 * count + 2 * i);
    const delta = subtable.readUInt16BE(16 + 4 * count + 2 * i);
    const rangeAt = 16 + 6 * count + 2 * i;
    const range = subtable.readUInt16BE(rangeAt);
    for (let c = start; c <= end && c !== 0xffff; c++) {
      const glyph = range === 0 ? (c + delta) & 0xffff : subtable.readUInt16BE(rangeAt + range + 2 * (c - start));
      if (glyph !== 0) characters.add(c);
    }
  }
}

function groups(subtable: Buffer, characters: Set<number>): void {
  const count = subtable.readUInt32BE(12);
  for (let i = 0; i < count; i++) {
    const start = subtable.readUInt32BE(16 + 12 * i);
    const end = subtable.readUInt32BE(20 + 12 * i);
    for (let c = start; c <= end; c++) characters.add(c);
  }
}

/** Tags by their number in a WOFF2 directory, up to the last one needed. W3C WOFF 2.0, 4.1. */
const tags = ['cmap', 'head', 'hhea', 'hmtx', 'maxp', 'name', 'OS/2', 'post', 'cvt ', 'fpgm', 'glyf', 'loca'];

/**
 * One table of a WOFF2 font, decompressed.
 * @throws if the file is not a WOFF2 font or has no such table
 */
export function table(font: Buffer, wanted: string): Buffer {
  if (font.toString('latin1', 0, 4) !== 'wOF2') throw new Error('not a WOFF2 file');
  let at = 48;
  let offset = 0;
  let found: { offset: number; length: number } | undefined;
  for (let i = 0; i < font.readUInt16BE(12); i++) {
    const flags = font.readUInt8(at++);
    const number = flags & 0x3f;
    const tag = number === 0x3f ? font.toString('latin1', at, at + 4) : (tags[number] ?? `#${number}`);
    if (number === 0x3f) at += 4;
    let length: number;
    [length, at] = base128(font, at);
    const version = flags >> 6;
    // glyf and loca are transformed in version 0, every other table in any version except 0.
    if (tag === 'glyf' || tag === 'loca' ? version === 0 : version !== 0) [length, at] = base128(font, at);
    if (tag === wanted) found = { offset, length };
    offset += length;
  }
  if (!found) throw new Error(`the font has no ${wanted} table`);
  const data = brotliDecompressSync(font.subarray(at, at + font.readUInt32BE(20)));
  return data.subarray(found.offset, found.offset + found.length);
}

function base128(font: Buffer, start: number): [value: number, next: number] {
  let value = 0;
  let at = start;
  for (;;) {
    const byte = font.readUInt8(at++);
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return [value, at];
  }
}
