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

/** Which of Starlight's parts are ours. */
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

/** A second build beside dist/, of the tests: where it goes, and what it keeps for itself. */
const beside = process.env['SITE_OUT'];

export default defineConfig({
  base,
  ...(beside && { outDir: beside, cacheDir: `${beside}.cache` }),
  ...(site && { site }),
  trailingSlash: 'always',
  // A page loads nothing before it is asked for; the pages are small.
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
      // Made by the build, or after it, beside the pages that the validator knows.
      plugins: [
        starlightLinksValidator({
          exclude: [
            `${base}licences.txt`,
            `${base}fitting-models.pdf`,
            // The tasks of a homework are read by the page.
            `${base}homework/#*`,
            ...Object.keys(experiments).map((id) => `${base}embed/${id}/`),
            ...taskTexts.map(({ id }) => `${base}laboratory/tasks/#${id}`),
          ],
        }),
      ],
      markdown: { headingLinks: false },
      expressiveCode: false,
      credits: false,
      // src/pages/404.astro is the page.
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
    // Starlight's own would name the embeds, whose figures are in the chapters. It adds its own unless one of this name is
    // here; a site without an address has no map.
    site
      ? sitemap({ filter: (page) => !new URL(page).pathname.startsWith(`${base}embed/`) })
      : { name: '@astrojs/sitemap', hooks: {} },
    licences(),
    // Last: it takes all files as the others leave them.
    finishSite({ base }),
  ],
  vite: {
    plugins: [accentPlugin()],
    // The policy allows no data: address for scripts, styles and fonts.
    build: {
      assetsInlineLimit: 0,
      // One style sheet for all pages: who reads on has it already.
      cssCodeSplit: false,
      // Budgets are those of `npm run audit`, of whole pages.
      reportCompressedSize: false,
      // Astro marks the modules of pages with a directive that means nothing to the bundler.
      rolldownOptions: { checks: { moduleLevelDirective: false } },
    },
    worker: {
      format: 'es',
      rolldownOptions: {
        output: {
          // A service worker answers for the pages beside it, and a newer one has its address.
          entryFileNames: ({ name }) => (name === 'service-worker' ? 'sw.js' : '_astro/[name]-[hash].js'),
          // What three of four experiments use comes in one piece, which every page loads whole; what fewer use, by itself.
          codeSplitting: {
            groups: [
              { name: 'common', test: /\/src\//, minShareCount: Math.round(0.74 * Object.keys(experiments).length) },
            ],
          },
        },
      },
    },
    // Imported lazily, so a first visit in development would otherwise wait for them and fail.
    optimizeDeps: {
      include: ['preact', 'preact/hooks', '@preact/signals', 'd3-contour'],
    },
  },
});
