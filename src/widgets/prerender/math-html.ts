import { h } from 'preact';
import { render } from 'preact-render-to-string';
import { MathText } from '../panels/MathText.tsx';

/** Plain text with symbols, as HTML for the built page. */
export function mathHtml(text: string): string {
  return render(h(MathText, { text }));
}
