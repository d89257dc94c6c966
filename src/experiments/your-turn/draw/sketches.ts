/** Sketches to try at once, drawn by hand: each on the loss where it says most. */
import type { Point } from './sketch-lines.ts';

export type SampleId = 'arc' | 'zigzag' | 'straight';

interface Sample {
  title: string;
  loss: 'basins' | 'ravine';
  points: readonly Point[];
}

export const samples: Readonly<Record<SampleId, Sample>> = {
  arc: {
    title: 'an arc that overshoots and comes back',
    loss: 'basins',
    points: [
      [-3.4, 2.2],
      [-3.02, 1.4],
      [-2.55, 0.4],
      [-2.05, -0.5],
      [-1.6, -1.05],
      [-1.25, -1.2],
      [-0.9, -0.95],
      [-0.6, -0.35],
      [-0.38, 0.3],
      [-0.3, 0.72],
      [-0.42, 0.62],
      [-0.6, 0.1],
      [-0.78, -0.32],
    ],
  },
  zigzag: {
    title: 'a zigzag across the valley',
    loss: 'ravine',
    points: [
      [-2.4, 0.85],
      [-1.35, -1.8],
      [-2.05, 0.42],
      [-1.25, -1.42],
      [-1.8, 0.15],
      [-1.2, -1.15],
      [-1.6, -0.02],
      [-1.1, -0.9],
      [-1.4, -0.15],
      [-1.02, -0.75],
    ],
  },
  straight: {
    title: 'straight to the minimum',
    loss: 'ravine',
    points: [
      [-2.6, 1.4],
      [0, 0],
    ],
  },
};
