/** Preact without its integration's compiler: the bundler reads TypeScript and JSX itself, in a third of the time. */
import preactIntegration from '@astrojs/preact';
import type { AstroIntegration, HookParameters } from 'astro';

type Setup = HookParameters<'astro:config:setup'>;
type Plugins = NonNullable<NonNullable<Setup['config']['vite']>['plugins']>;

/** The Preact plugin that sends every script through Babel. */
const COMPILER = 'vite:preact-jsx';

const withoutCompiler = (plugins: Plugins): Plugins =>
  plugins.map((plugin) => {
    if (Array.isArray(plugin)) return withoutCompiler(plugin);
    return plugin && 'name' in plugin && plugin.name === COMPILER ? undefined : plugin;
  });

export function preact(): AstroIntegration {
  const { name, hooks } = preactIntegration();
  return {
    name,
    hooks: {
      ...hooks,
      'astro:config:setup': (setup) =>
        hooks['astro:config:setup']?.({
          ...setup,
          updateConfig: ({ vite, ...rest }) =>
            setup.updateConfig({
              ...rest,
              vite: {
                ...vite,
                plugins: withoutCompiler(vite?.plugins ?? []),
                oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
              },
            }),
        }),
    },
  };
}
