/** fast-check with a fixed seed: by default it uses the clock, and tries different cases each time. */
import * as fc from 'fast-check';

fc.configureGlobal({ seed: 6 });

export { fc };
