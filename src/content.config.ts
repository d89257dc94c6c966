import { defineCollection } from 'astro:content';
import { globSync, readFileSync } from 'node:fs';
import { docsLoader } from '@astrojs/starlight/loaders';
import { docsSchema, i18nSchema } from '@astrojs/starlight/schema';
import { glob, type Loader } from 'astro/loaders';
import { z } from 'astro/zod';
import { course, title } from '../site.config.ts';

const extend = z.object({
  /** A page adds no scripts, styles or links of its own, nor anything that acts for the browser's own headers. */
  head: z
    .array(
      z.object({
        tag: z.enum(['title', 'meta']),
        attrs: z.record(z.string().regex(/^(?!http-equiv$)/i, 'http-equiv acts for a header'), z.string()).optional(),
        content: z.string().optional(),
      }),
    )
    .default([]),
  /** The book's section, or a number of one's own; shown before the title, in the contents and before exercises: `6.1`, `W1`. */
  number: z
    .string()
    .regex(/^(?=.*\d)[\p{L}\d]+([.-][\p{L}\d]+)*$/u, 'a section number such as 6.1 or W1')
    .optional(),
  /** One or two sentences under the title, in larger type. */
  lead: z.string().optional(),
  /** The question that the page answers, as a student would ask it; under the title, and where one page leads to another. */
  question: z.string().endsWith('?', 'a question, with its question mark').optional(),
  /** Knowledge that is needed before: three sentences at most. */
  needs: z
    .array(z.string().regex(/^[A-Z].*\.$/, 'a sentence, with its full stop'))
    .min(1)
    .max(3)
    .optional(),
  /** Id of the experiment whose picture stands for the page in the list of pages. */
  cover: z.string().optional(),
  /** A page of the course's own, and not of the notes: it is listed with its lead, and tests ask less of it. */
  own: z.boolean().optional(),
  /** The page brings its own title: it needs the whole width and has no list of pages beside it. */
  ownTitle: z.boolean().optional(),
});

/** The first page bears the site's title, once in the tab too. */
const first = { title, head: [{ tag: 'title', content: title }] };

/**
 * Starlight's loader of pages, for MDX alone: in plain Markdown a figure would be dropped without a word. Pages that the
 * course leaves out are not loaded.
 * @throws Error that names the first page that is not MDX, or not UTF-8
 */
function chapters(): Loader {
  const loader = docsLoader();
  const pages = glob({
    base: 'src/content/docs',
    pattern: ['**/[^_]*.mdx', ...course.leftOut.map((page) => `!${page}.mdx`)],
  });
  return {
    ...loader,
    load: (context) => {
      const [plain] = globSync('src/content/docs/**/*.{md,markdown,mdown,mkdn,mkd,mdwn}').sort();
      if (plain !== undefined) {
        const name = plain.replace(/\.\w+$/, '.mdx');
        throw new Error(`${plain}: a page is MDX, or its figures are left out; rename it to ${name}`);
      }
      for (const page of globSync('src/content/docs/**/*.mdx').sort()) {
        const [before, after] = readFileSync(page, 'utf8').split('\ufffd', 2);
        if (after !== undefined)
          throw new Error(`${page}:${before?.split('\n').length}: a character is not UTF-8; save the file as UTF-8`);
      }
      return pages.load({
        ...context,
        parseData: (page) =>
          context.parseData(page.id === 'index' ? { ...page, data: { ...first, ...page.data } } : page),
      });
    },
  };
}

export const collections = {
  docs: defineCollection({ loader: chapters(), schema: docsSchema({ extend }) }),
  // Starlight reads translations of its own words from this collection and warns if it is missing; its own ones stay.
  i18n: defineCollection({
    loader: () => [{ id: 'en' }],
    schema: i18nSchema(),
  }),
};
