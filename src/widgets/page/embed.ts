/**
 * A figure embedded in another page: hides the parts named in the URL, and sends its height to the surrounding page.
 */
import { h, render } from 'preact';
import { MathText } from '../panels/MathText.tsx';
import { hiddenIn, hidingRules, PARTS } from './address.ts';
import { adoptStyles } from './adopt-styles.ts';
import { watchScrollers } from './scrollers.ts';

/** Maximum characters of a caption in the URL. */
const LONGEST = 1000;

watchScrollers(document);

const query = new URLSearchParams(location.search);
const words = hiddenIn(query);
const figure = document.querySelector('figure.experiment');
const hidden = new Set(words);
for (const part of PARTS) if (hidden.has(part)) document.body.classList.add(`hide-${part}`);

const rules = hidingRules(words);
if (rules.length > 0) {
  adoptStyles(rules.join('\n'));
}

/**
 * A page that embeds the figure may set its own caption: plain text, as captions are. Anybody can write such a link, so
 * the caption is not shown as the notes' own.
 */
const caption = query.get('caption')?.slice(0, LONGEST);
const shown = figure?.querySelector('figcaption > span');
if (caption !== undefined && caption.trim() !== '' && shown) {
  shown.replaceChildren();
  render(h(MathText, { text: caption }), shown);
  const whose = document.createElement('small');
  whose.className = 'whose';
  whose.textContent = ' This caption comes with the link.';
  shown.after(whose);
}

let sentHeight = 0;
function sendHeight(): void {
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
  if (height === sentHeight || window.parent === window) return;
  sentHeight = height;
  const id = figure?.getAttribute('data-experiment');
  // Any page may learn the height: it reveals nothing about the reader.
  window.parent.postMessage({ type: 'resize', source: 'fitting-models', id, height }, '*');
  window.parent.postMessage({ subject: 'lti.frameResize', height }, '*');
}
new ResizeObserver(sendHeight).observe(document.documentElement);
sendHeight();
