/** On a page that the worker answers for: says that there is a newer version, and takes it when the reader asks. */
import { Workbox } from 'workbox-window';
import { adoptStyles } from '../widgets/page/adopt-styles.ts';
import { sayAround } from '../widgets/words/say.ts';
import { WORKER } from './keep-list.ts';
import styles from './newer.css?inline';

const base = import.meta.env.BASE_URL.replace(/\/?$/, '/');
const worker = new Workbox(base + WORKER, { scope: base });

function offer(): void {
  if (document.querySelector('.newer')) return;
  const bar = document.createElement('div');
  bar.className = 'newer';
  bar.setAttribute('role', 'status');
  const text = document.createElement('p');
  const button = (label: string, chosen: () => void): HTMLButtonElement => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = sayAround(label);
    made.onclick = chosen;
    return made;
  };
  bar.append(
    text,
    button('Reload', () => {
      worker.addEventListener('controlling', () => location.reload());
      worker.messageSkipWaiting();
    }),
    button('Later', () => bar.remove()),
  );
  // A sheet of its own would come with every page, kept or not.
  adoptStyles(styles);
  document.body.append(bar);
  // A change of what is there is read out; what comes with it may not be.
  text.textContent = sayAround('A newer version of the notes is here. What you have set stays as it is.');
}

worker.addEventListener('waiting', offer);
worker.register().then(
  () => worker.messageSW({ type: 'SWEEP' }),
  // Without a network nothing is newer.
  () => undefined,
);
