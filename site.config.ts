/**
 * Where the site lives. One constant for the base path; everything that needs it reads it from here or from
 * Astro's BASE_URL. The deployment sets SITE_URL and SITE_BASE from the repository's name.
 */
const DEFAULT_BASE = '/fitting-models/';

/** `owner/name` on GitHub, where the build runs there: source and edit links need it. */
const slug = process.env['GITHUB_REPOSITORY'];

/** Starts and ends with a slash; `/` for a user's or an organisation's own page. */
export const base = withSlashes(process.env['SITE_BASE'] ?? DEFAULT_BASE);

/** Origin of the published site; absent on a machine that does not publish, and then there is no sitemap. */
export const site = process.env['SITE_URL'];

/** The repository's address, where it is known. */
export const repository = slug && `https://github.com/${slug}`;

export const title = 'Fitting models';
export const description =
  'Live course notes on chapter 6 of Understanding Deep Learning: every claim is an experiment, and it runs again the moment you touch it.';

function withSlashes(path: string): string {
  return `/${path}/`.replace(/\/{2,}/g, '/');
}
