/** fast-check with a seed of our own: by itself it takes one from the clock, and tries other cases each time. */
import * as fc from 'fast-check';

fc.configureGlobal({ seed: 6 });

export { fc };
