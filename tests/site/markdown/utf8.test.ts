import { expect, test } from 'vitest';
import { checkUtf8 } from '../../../src/site/markdown/utf8.ts';

const page = 'src/content/docs/page.mdx';
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

test('checkUtf8: text in UTF-8 passes, with or without a byte order mark, and with a replacement character', () => {
  for (const text of ['', 'α, β and 𝛾', '\ufeffα', 'a \ufffd b'])
    expect(() => checkUtf8(page, Buffer.from(text))).not.toThrow();
});

test('checkUtf8: a byte that is not UTF-8 is told by file, line and offset', () => {
  const bytes = Buffer.concat([Buffer.from('---\ntitle: α \ufffd\n---\n\n'), latin1('Caf\xe9 noir\n')]);
  expect(() => checkUtf8(page, bytes)).toThrow(
    `${page}:5: the byte 0xe9 at offset ${bytes.indexOf(0xe9)} is not UTF-8`,
  );
});

test.each([
  ['a character that is cut off at the end', Buffer.from('ab α').subarray(0, 4), '0xce at offset 3'],
  ['UTF-16', Buffer.from('\ufeffab', 'utf16le'), '0xff at offset 0'],
  ['a surrogate', Buffer.from([0x61, 0xed, 0xa0, 0x80]), '0xed at offset 1'],
])('checkUtf8: %s', (_, bytes, where) => {
  expect(() => checkUtf8(page, bytes)).toThrow(where);
});
