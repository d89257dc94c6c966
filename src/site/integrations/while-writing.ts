import { BroadcastChannel } from 'node:worker_threads';
import type { AstroIntegration } from 'astro';
import { CHANNEL } from '../../widgets/build/last-shown.ts';

/** Astro integration: `npm run dev` shows a change of any file by itself, and what takes long as soon as it is there. */
export function whileWriting(): AstroIntegration {
  return {
    name: 'while-writing',
    hooks: {
      'astro:config:setup': ({ command, injectRoute, updateConfig }) => {
        if (command !== 'dev') return;
        injectRoute({ pattern: '/samples/', entrypoint: 'src/site/samples/Samples.astro' });
        // What tests build there has a configuration of its own, at which Astro would begin anew, and then read no page again.
        updateConfig({ vite: { server: { watch: { ignored: ['**/.astro/*/**', '**/dist/**'] } } } });
      },
      'astro:server:setup': ({ server }) => {
        const channel = new BroadcastChannel(CHANNEL);
        channel.unref();
        channel.onmessage = () => server.environments.client.hot.send({ type: 'full-reload' });
        server.httpServer?.once('close', () => channel.close());
      },
    },
  };
}
