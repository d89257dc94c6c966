import { BroadcastChannel } from 'node:worker_threads';
import type { AstroIntegration } from 'astro';
import type { Plugin } from 'vite';
import { CHANNEL } from '../../widgets/prerender/last-shown.ts';

const RELOAD = { type: 'full-reload' } as const;
/** A page tells the server by this event when it was asked for, ms since 1970. */
const ASKED = 'while-writing:asked';

/** Astro integration: `npm run dev` shows a change of any file by itself, and what takes long as soon as it is there. */
export function whileWriting(): AstroIntegration {
  return {
    name: 'while-writing',
    hooks: {
      'astro:config:setup': ({ command, injectRoute, injectScript, updateConfig }) => {
        if (command !== 'dev') return;
        injectRoute({ pattern: '/samples/', entrypoint: 'src/site/samples/Samples.astro' });
        injectScript('page', `import.meta.hot.send('${ASKED}', Date.now() - performance.now());`);
        updateConfig({
          vite: {
            plugins: [pagesOnce],
            // Sites built there by tests have configurations; Astro would restart for them, and then read no page again.
            server: { watch: { ignored: ['**/.astro/*/**', '**/dist/**'] } },
          },
        });
      },
      'astro:server:setup': ({ server }) => {
        const { hot } = server.environments.client;
        const send = hot.send.bind(hot) as (...message: unknown[]) => void; // either of its forms
        /** When pages were told last to load again, ms since 1970. */
        let told = 0;
        hot.send = (...message: unknown[]) => {
          if ((message[0] as { type?: string }).type === RELOAD.type) told = Date.now();
          send(...message);
        };
        // A page that was still on its way has not heard it.
        hot.on(ASKED, (asked: number, page) => {
          if (asked < told) page.send(RELOAD);
        });
        const channel = new BroadcastChannel(CHANNEL);
        channel.unref();
        channel.onmessage = () => hot.send(RELOAD);
        server.httpServer?.once('close', () => channel.close());
      },
    },
  };
}

/**
 * A page that is written is loaded again when Astro has taken up what it says, half a second later, and not before that as
 * well: drawn in between, it might keep its old title and lead.
 */
const pagesOnce: Plugin = {
  name: 'pages-once',
  hotUpdate: ({ file }) => (/\/src\/content\/.*\.mdx$/.test(file) ? [] : undefined),
};
