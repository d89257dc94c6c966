import { defineRouteMiddleware } from '@astrojs/starlight/route-data';
import { base, course } from '../../site.config.ts';
import { previewTags } from './preview-tags.ts';

/** Preview picture of pages without a figure: that of the home page. */
const PREVIEW = 'gabor-descent';

/**
 * The list "On this page" contains the sections of a page, without its title. The head names the authors and, if the
 * site's address is known, the preview picture: that of the cover, or of the first figure.
 */
export const onRequest = defineRouteMiddleware((context) => {
  const { toc, entry, head } = context.locals.starlightRoute;
  head.push({ tag: 'link', attrs: { rel: 'manifest', href: `${base}manifest.webmanifest` } });
  head.push({ tag: 'link', attrs: { rel: 'apple-touch-icon', href: `${base}icons/touch.png` } });
  if (course.authors.length > 0)
    head.push({ tag: 'meta', attrs: { name: 'author', content: course.authors.join(', ') } });
  if (course.unlisted) head.push({ tag: 'meta', attrs: { name: 'robots', content: 'noindex' } });
  const picture = entry.data.cover ?? /<Experiment\b[^>]*?\sid="([\w-]+)"/.exec(entry.body ?? '')?.[1] ?? PREVIEW;
  if (context.site) for (const attrs of previewTags(picture, context.site)) head.push({ tag: 'meta', attrs });
  if (toc) toc.items = toc.items.filter(({ slug }) => slug !== '_top');
});
