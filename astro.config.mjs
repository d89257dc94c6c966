// @ts-check
import sitemap from '@astrojs/sitemap';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import starlightLinksValidator from 'starlight-links-validator';
import { base, course, description, languages, repository, shownGroups, site, title } from './site.config.ts';
import { taskTexts } from './src/class/tasks/task-texts.ts';
import { experiments } from './src/experiments/index.ts';
import { figureChunks } from './src/site/integrations/chunks.ts';
import { finishSite } from './src/site/integrations/finish-site.ts';
import { licences } from './src/site/integrations/licences.ts';
import { preact } from './src/site/integrations/preact.ts';
import { seenDirective } from './src/site/integrations/seen-directive.ts';
import { whileWriting } from './src/site/integrations/while-writing.ts';
import { wordsScript } from './src/site/integrations/words-script.ts';
import { languagesAt } from './src/site/languages.ts';
import { markdown } from './src/site/markdown/pipeline.ts';
import { accentPlugin } from './src/widgets/build/accent.ts';
import { sayIn } from './src/widgets/words/dictionary.ts';

/** Which of Starlight's parts are ours. */
const overridden = [
  'ContentPanel',
  'FallbackContentNotice',
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

/** @param {string} pathname */
const isListed = (pathname) => {
  const { frame, text } = languagesAt(pathname);
  return !pathname.startsWith(`${base}${frame ? `${frame}/` : ''}embed/`) && frame === text;
};

/** What a language calls itself. @param {string} code */
const nameOf = (code) => new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code;

/** How each language says what the build writes in English. */
const said = new Map(
  await Promise.all(
    languages.map(async (code) => {
      const { default: language } = await import(`./src/widgets/words/languages/${code}.ts`);
      return /** @type {const} */ ([code, sayIn({ ...language.built, ...language.live })]);
    }),
  ),
);

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
    processor: markdown({ base, say: (code) => said.get(code ?? '') ?? ((text) => text) }),
    syntaxHighlight: false,
  },
  integrations: [
    starlight({
      title,
      description,
      ...(languages.length > 0 && {
        locales: {
          root: { label: 'English', lang: 'en' },
          ...Object.fromEntries(languages.map((code) => [code, { label: nameOf(code), lang: code }])),
        },
      }),
      favicon: `/${course.logo || 'favicon.svg'}`,
      customCss: [
        './src/site/katex.css',
        './src/site/tokens.css',
        './src/site/ui.css',
        './src/site/frame.css',
        './src/site/text.css',
        './src/site/paper.css',
        './src/site/media.css',
        './src/site/forced-colors.css',
      ],
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
            ...['', ...languages.map((code) => `${code}/`)].flatMap((path) => [
              ...Object.keys(experiments).map((id) => `${base}${path}embed/${id}/`),
              ...taskTexts.map(({ id }) => `${base}${path}laboratory/tasks/#${id}`),
            ]),
          ],
          // A page that is not translated is shown in English.
          errorOnFallbackPages: false,
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
    preact(),
    seenDirective(),
    figureChunks(),
    whileWriting(),
    // Starlight's own would name the embeds, whose figures are in the chapters, and pages that are not translated once more.
    // It adds its own unless one of this name is here; a site without an address has no map.
    site ? sitemap({ filter: (page) => isListed(new URL(page).pathname) }) : { name: '@astrojs/sitemap', hooks: {} },
    licences(),
    // Last: it takes all files as the others leave them.
    finishSite({ base }),
  ],
  vite: {
    plugins: [accentPlugin(), wordsScript()],
    // The policy allows no data: address for scripts, styles and fonts.
    build: {
      assetsInlineLimit: 0,
      // Budgets are those of `npm run audit`, of whole pages.
      reportCompressedSize: false,
      // Astro marks the modules of pages with a directive that means nothing to the bundler.
      rolldownOptions: { checks: { moduleLevelDirective: false } },
    },
    worker: {
      format: 'es',
      rolldownOptions: {
        output: {
          entryFileNames: '_astro/[name]-[hash].js',
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
