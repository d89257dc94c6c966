import { h } from 'preact';
import { render } from 'preact-render-to-string';
import { MathText } from '../panels/MathText.tsx';

/** A plain text with symbols as HTML, for what the build writes. */
export function mathHtml(text: string): string {
  return render(h(MathText, { text }));
}
