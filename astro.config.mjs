// @ts-check
import sitemap from '@astrojs/sitemap';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import starlightLinksValidator from 'starlight-links-validator';
import { base, course, description, repository, shownGroups, site, title } from './site.config.ts';
import { taskTexts } from './src/class/tasks/task-texts.ts';
import { experiments } from './src/experiments/index.ts';
import { figureChunks } from './src/site/integrations/chunks.ts';
import { finishSite } from './src/site/integrations/finish-site.ts';
import { licences } from './src/site/integrations/licences.ts';
import { measureAhead } from './src/site/integrations/measure-ahead.ts';
import { preact } from './src/site/integrations/preact.ts';
import { seenDirective } from './src/site/integrations/seen-directive.ts';
import { whileWriting } from './src/site/integrations/while-writing.ts';
import { markdown } from './src/site/markdown/pipeline.ts';
import { accentPlugin } from './src/widgets/prerender/accent.ts';

/** The parts of Starlight that are replaced by ours. */
const overridden = [
  'ContentPanel',
  'Footer',
  'Head',
  'Header',
  'MarkdownContent',
  'PageFrame',
  'PageSidebar',
  'PageTitle',
  'Sidebar',
  'ThemeProvider',
  'TwoColumnContent',
];

/** The folder of a second build, which tests make next to dist/. Its cache is separate. */
const beside = process.env['SITE_OUT'];

export default defineConfig({
  base,
  ...(beside && { outDir: beside, cacheDir: `${beside}.cache` }),
  ...(site && { site }),
  trailingSlash: 'always',
  // Pages are small, so none is loaded before a reader opens it.
  prefetch: false,
  markdown: {
    processor: markdown({ base }),
    syntaxHighlight: false,
  },
  integrations: [
    starlight({
      title,
      description,
      favicon: `/${course.logo || 'favicon.svg'}`,
      customCss: ['./src/site/style.ts'],
      components: Object.fromEntries(overridden.map((name) => [name, `./src/site/overrides/${name}.astro`])),
      routeMiddleware: './src/site/route-data.ts',
      // Addresses made by the build or after it, in addition to the pages that the validator finds.
      plugins: [
        starlightLinksValidator({
          exclude: [
            `${base}licences.txt`,
            `${base}fitting-models.pdf`,
            // The page itself reads a homework's tasks from its address.
            `${base}homework/#*`,
            ...Object.keys(experiments).map((id) => `${base}embed/${id}/`),
            ...taskTexts.map(({ id }) => `${base}laboratory/tasks/#${id}`),
          ],
        }),
      ],
      markdown: { headingLinks: false },
      expressiveCode: false,
      credits: false,
      // The page is src/pages/404.astro.
      disable404Route: true,
      ...(repository && { editLink: { baseUrl: `${repository}/edit/main/` } }),
      sidebar: [
        { label: 'Start', items: [{ label: title, link: '/' }] },
        ...shownGroups.map(({ label, pages }) => ({ label, items: [...pages] })),
      ],
    }),
    measureAhead(),
    preact(),
    seenDirective(),
    figureChunks(),
    whileWriting(),
    // Starlight's own sitemap would list the embeds, whose figures are in the chapters. Starlight adds its own unless
    // one of this name exists. A site without an address has no sitemap.
    site
      ? sitemap({ filter: (page) => !new URL(page).pathname.startsWith(`${base}embed/`) })
      : { name: '@astrojs/sitemap', hooks: {} },
    licences(),
    // The last integration: it processes all files after the others have changed them.
    finishSite({ base }),
  ],
  vite: {
    plugins: [accentPlugin()],
    // Nothing is inlined as a data: address: the policy forbids those for scripts, styles and fonts.
    build: {
      assetsInlineLimit: 0,
      // One style sheet for all pages, which is cached after the first.
      cssCodeSplit: false,
      // Sizes of single files are not printed: the budgets of `npm run audit` are for whole pages.
      reportCompressedSize: false,
      // Astro marks the modules of pages with a directive that the bundler does not support.
      rolldownOptions: { checks: { moduleLevelDirective: false } },
    },
    worker: {
      format: 'es',
      rolldownOptions: {
        output: {
          // A service worker controls only pages in its folder and below, and a new version must have the same address.
          entryFileNames: ({ name }) => (name === 'service-worker' ? 'sw.js' : '_astro/[name]-[hash].js'),
          // Code that three of four experiments use is bundled into one file, which every page loads; all other code
          // stays separate.
          codeSplitting: {
            groups: [
              { name: 'common', test: /\/src\//, minShareCount: Math.round(0.74 * Object.keys(experiments).length) },
            ],
          },
        },
      },
    },
    // Without this, a first visit in development would have to wait for these lazy imports, and would fail.
    optimizeDeps: {
      include: ['preact', 'preact/hooks', '@preact/signals', 'd3-contour'],
    },
  },
});
