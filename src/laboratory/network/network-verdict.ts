/** The verdict on the network, in one or two sentences. */

import { OWN } from '../playground/contestants.ts';
import { lossText, type Piece } from '../playground/race-sentence.ts';
import { ruleNames } from '../playground/rules.ts';
import { dataSets } from './data-sets.ts';
import type { Setup } from './setup.ts';
import type { Frame } from './training.ts';

export const dataName = ({ data }: Pick<Setup, 'data'>): string => (data === 'own' ? 'Your points' : dataSets[data]);

/** How far the training has come; `learned` and `kept` are how many points there are of each. */
export function networkVerdict(
  setup: Setup,
  frame: Omit<Frame, 'phi' | 'answers'>,
  learned: number,
  kept: number,
): Piece[] {
  const live = (text: string | number): Piece => ({ text: String(text), live: true });
  if (learned === 0) return [{ text: 'Click on the sheet to put points there, some of each kind.' }];
  const steps = frame.step === 1 ? ' step of ' : ' steps of ';
  const start: Piece[] =
    frame.lost === undefined
      ? [
          { text: 'After ' },
          live(frame.step),
          { text: `${steps}${setup.rule === 'own' ? OWN : ruleNames[setup.rule].spoken} ` },
        ]
      : [{ text: 'The training diverged after step ' }, live(frame.lost - 1), { text: '; try a smaller rate. There ' }];
  const first: Piece[] = [
    live(frame.right),
    { text: ` of ${learned} points are right, at a loss of ` },
    live(lossText(frame.train)),
  ];
  if (kept === 0) return [...start, ...first, { text: '.' }];
  return [
    ...start,
    ...first,
    { text: '; of ' },
    { text: `${kept} kept back ` },
    live(frame.testRight),
    { text: ' are.' },
  ];
}
