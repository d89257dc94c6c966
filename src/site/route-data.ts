import { defineRouteMiddleware } from '@astrojs/starlight/route-data';

/** The list "On this page" has the sections of a page; its title needs no entry. */
export const onRequest = defineRouteMiddleware((context) => {
  const { toc } = context.locals.starlightRoute;
  if (toc) toc.items = toc.items.filter(({ slug }) => slug !== '_top');
});
