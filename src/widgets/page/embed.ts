/** A figure alone inside another page: hides what the address asks to hide, and sends its height to the page around it. */
import { adoptStyles } from './adopt-styles.ts';
import { watchScrollers } from './scrollers.ts';

/** Parts besides parameters that `hide=` may name. */
const PARTS = ['title', 'actions', 'controls', 'verdict', 'caption', 'source'];

watchScrollers(document);

const words = (new URLSearchParams(location.search).get('hide') ?? '').split(/[\s,]+/).filter((word) => word !== '');
const figure = document.querySelector('figure.experiment');
const hidden = new Set(words);
for (const part of PARTS) if (hidden.has(part)) document.body.classList.add(`hide-${part}`);

/** Controls are drawn again as values change, so they are hidden by a style rather than removed. */
const rules = words
  .filter((word) => /^[A-Za-z][A-Za-z0-9]*$/.test(word) && !PARTS.includes(word))
  .map((word) => `.control:has([name="${word}"]), .control:has([name$="-${word}"]) { display: none; }`);
if (rules.length > 0) {
  adoptStyles(rules.join('\n'));
}

let sentHeight = 0;
function sendHeight(): void {
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
  if (height === sentHeight || window.parent === window) return;
  sentHeight = height;
  const id = figure?.getAttribute('data-experiment');
  // Any page may learn the height: it says nothing about the reader.
  window.parent.postMessage({ type: 'resize', source: 'fitting-models', id, height }, '*');
  window.parent.postMessage({ subject: 'lti.frameResize', height }, '*');
}
new ResizeObserver(sendHeight).observe(document.documentElement);
sendHeight();
