/** Trains a network away from the page, as many steps as it is asked for. */
import { workerPort } from '../../widgets/page/worker-port.ts';
import type { Setup } from './setup.ts';
import { createTraining, type Frame, type Training } from './training.ts';

export type Question =
  | { ticket: number; kind: 'begin'; setup: Setup; steps: number }
  | { ticket: number; kind: 'advance'; steps: number }
  | { ticket: number; kind: 'stand'; at: Pick<Frame, 'step' | 'phi' | 'lost'> };

export interface Answer {
  ticket: number;
  frame: Frame;
  /** Steps, and the loss on the points that are learned and on those kept back: three numbers a look. */
  history: Float64Array<ArrayBuffer>;
}

/** Looks that are kept; of more, every second one goes. */
const KEPT = 400;
/** Looks while a training begins with many steps. */
const LOOKS = 60;

const port = workerPort<Question, Answer>();

let training: Training | undefined;
let history: (readonly [number, number, number])[] = [];

function note(): Frame | undefined {
  const frame = training?.look();
  if (!frame) return undefined;
  if (history.at(-1)?.[0] !== frame.step) history.push([frame.step, frame.train, frame.test]);
  if (history.length > KEPT) history = history.filter((_, i) => i % 2 === 0 || i === history.length - 1);
  return frame;
}

port.onmessage = ({ data }) => {
  if (data.kind === 'begin') {
    training = createTraining(data.setup);
    history = [];
    note();
    const each = Math.max(1, Math.ceil(data.steps / LOOKS));
    for (let made = 0; made < data.steps; made += each) {
      training.advance(Math.min(each, data.steps - made));
      note();
    }
  } else if (data.kind === 'stand') training?.stand(data.at);
  else training?.advance(data.steps);
  const frame = note();
  if (!frame) return;
  const answer: Answer = { ticket: data.ticket, frame, history: Float64Array.from(history.flat()) };
  port.postMessage(answer, [frame.phi.buffer, answer.history.buffer, ...frame.answers.map(({ buffer }) => buffer)]);
};
