/**
 * On a page that the worker answers for: says that there is a newer version, and takes it when the reader asks; or that
 * what is kept was changed, and where it can be kept again.
 */
import { Workbox } from 'workbox-window';
import { adoptStyles } from '../widgets/page/adopt-styles.ts';
import { WORKER } from './keep-list.ts';
import styles from './newer.css?inline';

const base = import.meta.env.BASE_URL.replace(/\/?$/, '/');
const worker = new Workbox(base + WORKER, { scope: base });

/** A line at the foot of the window, with what can be done; one at a time. */
function say(words: string, way: HTMLElement): void {
  if (document.querySelector('.newer')) return;
  const bar = document.createElement('div');
  bar.className = 'newer';
  bar.setAttribute('role', 'status');
  const text = document.createElement('p');
  bar.append(
    text,
    way,
    button('Later', () => bar.remove()),
  );
  // A sheet of its own would come with every page, kept or not.
  adoptStyles(styles);
  document.body.append(bar);
  // A change of what is there is read out; what comes with it may not be.
  text.textContent = words;
}

function button(label: string, chosen: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = label;
  made.onclick = chosen;
  return made;
}

function offer(): void {
  const reload = button('Reload', () => {
    worker.addEventListener('controlling', () => location.reload());
    worker.messageSkipWaiting();
  });
  say('A newer version of the notes is here. What you have set stays as it is.', reload);
}

function warn(): void {
  // The page of what is kept says so itself.
  if (document.querySelector('.offline')) return;
  const link = document.createElement('a');
  link.href = `${base}offline/`;
  link.textContent = 'What is kept';
  say('Files of the notes on this device were changed by something other than the notes. They are not used.', link);
}

worker.addEventListener('waiting', offer);
worker.addEventListener('message', ({ data }) => {
  if ((data as { type?: unknown }).type === 'CHANGED') warn(); // of this site's own worker
});
worker.register().then(
  async () => {
    // Nothing is answered to this.
    void worker.messageSW({ type: 'SWEEP' });
    // Some may have been noticed before this script was here.
    if ((await worker.messageSW({ type: 'COMPLETE?' })) === false) warn();
  },
  // Without a network nothing is newer.
  () => undefined,
);
