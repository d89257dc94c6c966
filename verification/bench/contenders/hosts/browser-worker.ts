import { type Cell, trainCell } from '../networks.ts';
import { ours, type Variant } from '../ours.ts';
import { answer } from './answer.ts';

const scope = self as unknown as Pick<Worker, 'postMessage' | 'onmessage'>;

/** Runs steps and epochs in a worker like the site's own; and cells of a grid, in two of them. */
scope.onmessage = async ({ data }: MessageEvent<{ variant: Variant; question: string } | Cell>) => {
  if ('question' in data) {
    scope.postMessage(await answer(ours([])[data.variant], data.question, () => performance.now()));
  } else {
    scope.postMessage(trainCell(data));
  }
};
