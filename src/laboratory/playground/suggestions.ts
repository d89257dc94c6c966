/** First things to try: settings at a press. Each sentence is true of the rules beside the reader's own, whatever theirs is. */
import type { LossId } from '../../experiments/kit/losses.ts';
import { firstSettings, onLoss, type Rival, type Settings } from './settings.ts';

interface Suggestion {
  text: string;
  loss: LossId;
  /** The step that shows it. */
  step: number;
  start?: readonly [number, number];
  rates?: Partial<Record<Rival['id'], number>>;
}

export const suggestions: readonly Suggestion[] = [
  { text: 'In the ravine, drag your beta to 0: what was the memory for?', loss: 'ravine', step: 60 },
  { text: 'Make Adam leave the saddle later than descent', loss: 'saddle', step: 20, rates: { adam: 0.02 } },
  { text: 'Start where descent, momentum and Adam are all caught', loss: 'basins', step: 40, start: [-3.4, 1] },
];

/** The playground as a suggestion has it; the reader's own texts and points stay. */
export function suggested({ loss, start, rates = {} }: Suggestion, now: Settings): Settings {
  const set = onLoss({ ...now, noise: 0 }, loss);
  const rivals = firstSettings(loss).rivals.map((rival) => ({ ...rival, rate: rates[rival.id] ?? rival.rate }));
  return { ...set, rivals, ...(start && { start }) };
}
