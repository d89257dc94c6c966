import { choice, code, flag, integer, number, type Parameter, places } from '../../engine/schema.ts';
import { ownPoints } from './points-kit.ts';

/** A parameter of every kind; the tests of kinds and of controls use these. */
export const samples: { readonly [Kind in Parameter['kind']]: Extract<Parameter, { kind: Kind }> } = {
  number: number({ label: 'Learning rate α', help: 'How far.', default: 0.2, min: 0.001, max: 10, step: 0.001 }),
  integer: integer({ label: 'Batch size B', help: 'How many.', default: 5, min: 1, max: 30 }),
  choice: choice({ label: 'Sampling', help: 'How drawn.', default: 'a', options: { a: 'in order', b: 'by chance' } }),
  flag: flag({ label: 'Noise', help: 'Whether.', default: false }),
  places: places({ label: 'Steps', help: 'Where to.', default: '', most: 20 }),
  points: ownPoints({
    label: 'Points',
    help: 'The data.',
    default: 'book',
    fewest: 2,
    most: 60,
    x: [-9, 9],
    y: [-2, 2],
  }),
  code: code({ label: 'Rule', help: 'Its lines.', default: '' }),
};
