import address from './experiment-worker.ts?worker&url';

/**
 * A script that imports the worker's, and passes on messages that arrived in the meantime. Not a module, because
 * Chromium does not start module workers from a frame with an opaque origin. It does not set `onmessage`, by which the
 * worker's script detects whether it has already run.
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

/** URL of that script; created on first use. */
let ownScript: string | undefined;

/**
 * Starts a worker with that name. A frame with `sandbox` and without `allow-same-origin` has an opaque origin: it may
 * import this site's scripts, but start as a worker only a script of its own. The policy allows this for embedded
 * figures only.
 * @throws if the page may not start any worker
 */
export function startWorker(name: string): Worker {
  if (origin !== 'null') return new Worker(address, { type: 'module', name });
  if (!document.body.classList.contains('embed')) throw new Error('workers cannot start in this sandbox');
  ownScript ??= URL.createObjectURL(
    new Blob([importing(new URL(address, location.href).href)], { type: 'text/javascript' }),
  );
  return new Worker(ownScript, { name });
}
