/** The page on which each part of the book begins, read from the PDF printed by the browser. */
import { expect, test } from 'vitest';
import { pagesOfNames } from '../../scripts/course/book/pages-of-names.ts';

/** In Chromium's format: a tree of pages with branches, and named destinations. */
const pdf = Buffer.from(
  `%PDF-1.4
1 0 obj
<</Filter /FlateDecode
/Length 30>> stream
7 0 obj <</Type /Page>> endobj
endstream
endobj
2 0 obj
<</Type /Catalog
/Pages 3 0 R
/Dests 9 0 R>>
endobj
3 0 obj
<</Type /Pages
/Count 3
/Kids [4 0 R 7 0 R]>>
endobj
4 0 obj
<</Type /Pages
/Parent 3 0 R
/Kids [6 0 R 5 0 R]>>
endobj
5 0 obj
<</Type /Page
/Parent 4 0 R>>
endobj
6 0 obj
<</Type /Page
/Parent 4 0 R>>
endobj
7 0 obj
<</Type /Page
/Parent 3 0 R>>
endobj
9 0 obj
<</momentum-_top [7 0 R /XYZ 6.7 765.7 0]
/adam-_top [5 0 R /XYZ 6.3 771.1 0]
/Stra#C3#9Fe [6 0 R /XYZ 0 0 0]>>
endobj
`,
  'latin1',
);

test('is that of the place in the whole file', () => {
  expect(Object.fromEntries(pagesOfNames(pdf))).toEqual({ 'momentum-_top': 3, 'adam-_top': 2, Straße: 1 });
});

test('a file without such places is none that the browser printed', () => {
  expect(() => pagesOfNames(Buffer.from('%PDF-1.4\n'))).toThrow('the PDF has no named destinations');
});
