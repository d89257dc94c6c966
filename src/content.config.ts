import { defineCollection } from 'astro:content';
import { docsLoader } from '@astrojs/starlight/loaders';
import { docsSchema, i18nSchema } from '@astrojs/starlight/schema';
import { z } from 'astro/zod';

const extend = z.object({
  /** The book's section, shown before the title and in the contents: `6.1`. */
  number: z
    .string()
    .regex(/^\d+(\.\d+)*$/, 'a section number such as 6.1')
    .optional(),
  /** One or two sentences under the title, in larger type. */
  lead: z.string().optional(),
  /** Id of the experiment whose picture stands for the page in the list of pages. */
  cover: z.string().optional(),
});

export const collections = {
  docs: defineCollection({ loader: docsLoader(), schema: docsSchema({ extend }) }),
  // Starlight reads translations of its own words from here, and warns where there is nothing: its English is kept.
  i18n: defineCollection({ loader: () => [{ id: 'en' }], schema: i18nSchema() }),
};
