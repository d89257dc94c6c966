/** Fills the table of times while they are measured. Fetched when a reader asks for it. */
import { micro, range, saysOf } from './timing-sentences.ts';
import type { Timed } from './timing-worker.ts';
import address from './timing-worker.ts?worker&url';

const AGAIN = 'Time it again';
const RUNNING = 'Timing…';
const LOST = 'The timing could not be loaded. Check the connection, then try again.';

/** @param box with a button, a row for each batch size and a place for a sentence; asked again while it runs, it goes on */
export function showTimes(box: HTMLElement): void {
  const button = box.querySelector('button');
  const status = box.querySelector('[role="status"]');
  if (!button || !status || box.ariaBusy === 'true') return;
  const ended = (label: string, sentence: string): void => {
    box.ariaBusy = 'false';
    button.textContent = label;
    status.textContent = sentence;
  };
  box.ariaBusy = 'true';
  button.textContent = RUNNING;
  status.textContent = '';
  const worker = new Worker(address, { type: 'module' });
  // A script that does not load says nothing.
  worker.onerror = ({ message }) => ended(AGAIN, message ? `The timing broke off: ${message}` : LOST);
  worker.onmessage = ({ data: { timings, vectorized, done } }: MessageEvent<Timed>) => {
    box.dataset['timed'] = '';
    for (const timing of timings) {
      const [time, spread] = box.querySelectorAll(`[data-size="${timing.size}"] td`);
      if (!time || !spread) continue;
      time.textContent = micro(timing.each.median);
      spread.textContent = range(timing.each);
    }
    if (done) ended(AGAIN, saysOf(timings, vectorized));
  };
}
