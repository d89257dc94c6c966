import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

declare module 'astro' {
  interface AstroClientDirectives {
    'client:seen'?: { rootMargin?: string };
  }
}

/**
 * Astro integration: the directive `client:seen`, with which a figure comes to life as with `client:visible`, but not
 * before the page has been painted. On a slow phone its scripts and its worker would otherwise delay the first paint.
 */
export function seenDirective(): AstroIntegration {
  return {
    name: 'seen-directive',
    hooks: {
      'astro:config:setup': ({ addClientDirective }) => {
        addClientDirective({
          name: 'seen',
          entrypoint: fileURLToPath(new URL('seen-directive-client.ts', import.meta.url)),
        });
      },
    },
  };
}
