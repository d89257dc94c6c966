import { defineCollection } from 'astro:content';
import { globSync, readFileSync } from 'node:fs';
import { docsLoader } from '@astrojs/starlight/loaders';
import { docsSchema, i18nSchema } from '@astrojs/starlight/schema';
import { glob, type Loader } from 'astro/loaders';
import { z } from 'astro/zod';
import { course, title } from '../site.config.ts';

const extend = z.object({
  /** A page must not add scripts, styles or links, nor a meta tag that replaces an HTTP header. */
  head: z
    .array(
      z.object({
        tag: z.enum(['title', 'meta']),
        attrs: z.record(z.string().regex(/^(?!http-equiv$)/i, 'http-equiv acts for a header'), z.string()).optional(),
        content: z.string().optional(),
      }),
    )
    .default([]),
  /**
   * The section of the book, or a number of the course's own; displayed before the title, in the contents and before
   * exercises: `6.1`, `W1`.
   */
  number: z
    .string()
    .regex(/^(?=.*\d)[\p{L}\d]+([.-][\p{L}\d]+)*$/u, 'a section number such as 6.1 or W1')
    .optional(),
  /** One or two sentences under the title, in larger type. */
  lead: z.string().optional(),
  /**
   * The question that the page answers, in a student's words; displayed under the title and in links from other pages.
   */
  question: z.string().endsWith('?', 'a question, with its question mark').optional(),
  /** Knowledge that readers need in advance: three sentences at most. */
  needs: z
    .array(z.string().regex(/^[A-Z].*\.$/, 'a sentence, with its full stop'))
    .min(1)
    .max(3)
    .optional(),
  /** Id of the experiment whose picture represents the page in the list of pages. */
  cover: z.string().optional(),
  /**
   * True for a page of the course's own that is not from the notes: it is listed with its lead, and tests require less
   * of it.
   */
  own: z.boolean().optional(),
  /** True for a page with its own title: it fills the whole width, without a list of pages beside it. */
  ownTitle: z.boolean().optional(),
});

/** The first page has the site's title, which the tab shows only once. */
const first = { title, head: [{ tag: 'title', content: title }] };

/**
 * Starlight's loader of pages, for MDX only: in plain Markdown a figure would be dropped without a warning. Pages that
 * the course leaves out are not loaded.
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
        throw new Error(`${plain}: a page must be an .mdx file, or its figures would be missing; rename it to ${name}`);
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
  // Starlight reads translations of its own texts from this collection and warns if it is missing. It is empty, so
  // Starlight's own texts are used.
  i18n: defineCollection({
    loader: () => [{ id: 'en' }],
    schema: i18nSchema(),
  }),
};
