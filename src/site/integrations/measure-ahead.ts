import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { AstroIntegration } from 'astro';

/**
 * Astro integration: computes figures from the beginning of a build, on the cores that the bundler and the pages leave
 * idle.
 */
export function measureAhead(): AstroIntegration {
  return {
    name: 'measure-ahead',
    hooks: {
      'astro:config:setup': ({ command }) => {
        const of = command === 'build' ? availableParallelism() - 1 : 0;
        for (let index = 0; index < of; index++)
          new Worker(join(process.cwd(), 'src/site/integrations/measure-thread.ts'), { workerData: { index, of } })
            // The pages compute the missing results themselves.
            .on('error', () => undefined)
            .unref();
      },
    },
  };
}
