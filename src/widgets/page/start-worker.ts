import address from './experiment-worker.ts?worker&url';

/**
 * A script that imports the worker's, and hands it what has arrived meanwhile. It is not a module, since Chromium starts none
 * of a frame's own where the frame has an origin of its own. It leaves `onmessage` alone, by which the worker's script
 * knows whether it has run already.
 */
const importing = (url: string): string => `const early = [];
const keep = (event) => early.push(event);
addEventListener('message', keep);
const begin = () => {
  removeEventListener('message', keep);
  early.forEach((event) => onmessage(event));
};
import(${JSON.stringify(url)}).then(begin, () => {
  onmessage = ({ data: { ticket } }) => postMessage({ type: 'unloaded', ticket });
  begin();
});`;

/** Address of that script; made once it is needed. */
let ownScript: string | undefined;

/**
 * Starts a worker of that name. A frame with `sandbox` and without `allow-same-origin` has an origin of its own, to which
 * this site's scripts are another's: it may import them, but start as a worker only a script of its own.
 * Its policy lets a figure alone do that, and no whole page.
 * @throws if the page may start no worker at all
 */
export function startWorker(name: string): Worker {
  if (origin !== 'null') return new Worker(address, { type: 'module', name });
  if (!document.body.classList.contains('embed')) throw new Error('no worker in a sandbox');
  ownScript ??= URL.createObjectURL(
    new Blob([importing(new URL(address, location.href).href)], { type: 'text/javascript' }),
  );
  return new Worker(ownScript, { name });
}
