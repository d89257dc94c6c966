import katex from 'katex';
import type { Term } from '../../../content/terms.ts';
import { katexOptions } from '../../markdown/katex.ts';

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** A sentence with TeX between dollar signs, as HTML. */
export function meaningHtml({ meaning }: Term): string {
  return (
    meaning
      .split('$')
      .map((piece, k) =>
        k % 2 === 0 ? escaped(piece) : katex.renderToString(piece, { ...katexOptions, throwOnError: true }),
      )
      .join('')
      .replace(/<annotation[\s\S]*?<\/annotation>/g, '')
      // The search reads only the MathML form.
      .replaceAll('class="katex-html"', 'class="katex-html" data-pagefind-ignore="all"')
  );
}

/** The picture of a term, hidden from screen readers: the sentence has the same content. */
export function pictureSvg({ picture }: Term): string {
  if (!picture) return '';
  const { ink, run, dot } = picture;
  const path = (role: string, d: string | undefined) => (d === undefined ? '' : `<path class="${role}" d="${d}"/>`);
  const point = dot ? `<circle cx="${dot[0]}" cy="${dot[1]}" r="3"/>` : '';
  return `<svg class="term-picture" viewBox="0 0 96 40" width="96" height="40" aria-hidden="true">${path('ink', ink)}${path('run', run)}${point}</svg>`;
}
