import { defineRouteMiddleware } from '@astrojs/starlight/route-data';

/** The contents of a page list its sections; the title above them needs no entry of its own. */
export const onRequest = defineRouteMiddleware((context) => {
  const { toc } = context.locals.starlightRoute;
  if (toc) toc.items = toc.items.filter(({ slug }) => slug !== '_top');
});
