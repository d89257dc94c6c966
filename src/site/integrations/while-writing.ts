import { BroadcastChannel } from 'node:worker_threads';
import type { AstroIntegration } from 'astro';
import type { Plugin } from 'vite';
import { CHANNEL } from '../../widgets/prerender/last-shown.ts';

const RELOAD = { type: 'full-reload' } as const;
/** The event with which a page sends the server the time of its request, ms since 1970. */
const ASKED = 'while-writing:asked';

/**
 * Astro integration: `npm run dev` shows a change in any file without a restart, and slow results as soon as they are
 * ready.
 */
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
            // Test sites built there contain configurations; Astro would restart for them, and then not read any page
            // again.
            server: { watch: { ignored: ['**/.astro/*/**', '**/dist/**'] } },
          },
        });
      },
      'astro:server:setup': ({ server }) => {
        const { hot } = server.environments.client;
        const send = hot.send.bind(hot) as (...message: unknown[]) => void; // one of its overloads
        /** Time of the last message to the pages about a change, ms since 1970. */
        let told = 0;
        hot.send = (...message: unknown[]) => {
          const { type } = message[0] as { type?: string };
          if (type === RELOAD.type || type === 'update') told = Date.now();
          send(...message);
        };
        // A page that was still loading has missed the message.
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
 * Reloads an edited page only once, when Astro has read its data half a second later: an earlier reload might keep its
 * old title and lead.
 */
const pagesOnce: Plugin = {
  name: 'pages-once',
  hotUpdate: ({ file }) => (/\/src\/content\/.*\.mdx$/.test(file) ? [] : undefined),
};
