/** The head of a page: a pull request writes it, and no script may come of it. */
import { expect, test } from 'vitest';
import { headTrouble } from '../../src/site/head.ts';

test.each([
  [undefined, undefined],
  [[], undefined],
  [[{ tag: 'title', content: 'A <b> & more' }], undefined],
  [[{ tag: 'meta', attrs: { name: 'description', content: 'x' } }], undefined],
  [[{ tag: 'script', content: 'alert(1)' }], '<script>'],
  [[{ tag: 'style', content: 'a{}' }], '<style>'],
  [[{ tag: 'noscript', content: '<img>' }], '<noscript>'],
  [[{ tag: 'link', attrs: { rel: 'stylesheet', href: 'https://a.example/a.css' } }], '<link>'],
  [[{ tag: 'base', attrs: { href: 'https://a.example' } }], '<base>'],
  [[{ tag: 'meta', attrs: { 'http-equiv': 'refresh', content: '0;url=https://a.example' } }], 'http-equiv'],
  [[{ tag: 'meta', attrs: { 'HTTP-EQUIV': 'refresh' } }], 'HTTP-EQUIV'],
])('head: %j', (head, says) => {
  const trouble = headTrouble({ title: 'A page', head });
  if (says === undefined) expect(trouble).toBeUndefined();
  else expect(trouble).toContain(says);
});

test('a title that begins a tag is refused', () => {
  expect(headTrouble({ title: '</title><script>alert(1)</script>' })).toContain('which begins a tag');
  expect(headTrouble({ title: 'Noise & batches, a > b' })).toBeUndefined();
});
