/** Numbers of the pages that need no independent check, at any settings, and the reason. By experiment. */
export const withoutCheck: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'a setting or a definition': {
    'adam-moments': ['steps'],
    'batch-rate-network': ['seeds'],
    'batch-rate-regression': ['dimension'],
    'claim-cheaper': ['cheapestTo', 'epochs', 'lastTo', 'look', 'seeds'],
    'claim-escapes-minima': ['pairs'],
    'claim-generalizes': ['descentSeeds', 'fallAfter', 'fallTo', 'margin', 'seeds'],
    'figure-6-9': ['floor'],
    'gabor-descent': ['steps'],
    'hyperparameter-search': ['classes', 'guessing', 'leaders'],
    mnist1d: ['units'],
    'momentum-helps': ['beta'],
    'momentum-valley': ['near'],
    'optimizer-race': ['rules', 'tried'],
    sgd: ['at', 'next'],
    'warm-up': ['warmUp'],
    'why-batches': ['times'],
  },
  'published by others': { mnist1d: ['logisticPublished', 'perceptronPublished'] },
};
