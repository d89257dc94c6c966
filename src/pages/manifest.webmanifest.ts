import type { APIRoute } from 'astro';
import { base, description, title } from '../../site.config.ts';
import { iconsOf } from '../site/icons.ts';
import { token, tokensCss } from '../widgets/prerender/accent.ts';

/** The manifest, which a browser loads to install the site as an app. */
export const GET: APIRoute = () => {
  const page = token(tokensCss(), 'page', 'light');
  const manifest = {
    id: base,
    name: title,
    short_name: title,
    description,
    lang: 'en',
    start_url: base,
    scope: base,
    display: 'standalone',
    background_color: page,
    theme_color: page,
    icons: iconsOf(base),
  };
  return new Response(JSON.stringify(manifest), { headers: { 'Content-Type': 'application/manifest+json' } });
};
