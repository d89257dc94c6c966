import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

declare module 'astro' {
  interface AstroClientDirectives {
    'client:seen'?: { rootMargin?: string };
  }
}

/**
 * Astro integration: the directive `client:seen` hydrates a figure like `client:visible`, but not before the first
 * paint. On a slow phone, scripts and worker would otherwise delay that paint.
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
