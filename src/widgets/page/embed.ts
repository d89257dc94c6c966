/** A figure alone inside another page: leaves out what it is told to, and tells its height to the page around it. */
import { watchScrollers } from './scrollers.ts';

/** Parts besides parameters that `hide=` may name. */
const PARTS = ['title', 'actions', 'controls', 'verdict', 'caption', 'source'];

watchScrollers(document);

const asked = (new URLSearchParams(location.search).get('hide') ?? '').split(/[\s,]+/).filter((word) => word !== '');
const figure = document.querySelector('figure.experiment');
const hidden = new Set(asked);
for (const part of PARTS) if (hidden.has(part)) document.body.classList.add(`hide-${part}`);

/** Controls are drawn anew as values change, so what is hidden is a style, not a removal. */
const rules = asked
  .filter((word) => /^[A-Za-z][A-Za-z0-9]*$/.test(word) && !PARTS.includes(word))
  .map((word) => `.control:has([name="${word}"]), .control:has([name$="-${word}"]) { display: none; }`);
if (rules.length > 0) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules.join('\n'));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

let told = 0;
function tell(): void {
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
  if (height === told || window.parent === window) return;
  told = height;
  const id = figure?.getAttribute('data-experiment');
  // Whoever embeds the figure may know its height: it says nothing about the reader.
  window.parent.postMessage({ type: 'resize', source: 'fitting-models', id, height }, '*');
  window.parent.postMessage({ subject: 'lti.frameResize', height }, '*');
}
new ResizeObserver(tell).observe(document.documentElement);
tell();
