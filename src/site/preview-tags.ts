import { base } from '../../site.config.ts';

/** Meta tags for the preview picture of links to a page: that of an experiment, 1200 x 630 px. */
export const previewTags = (experiment: string, site: URL) => [
  { property: 'og:image', content: new URL(`${base}figures/${experiment}.png`, site).href },
  { property: 'og:image:width', content: '1200' },
  { property: 'og:image:height', content: '630' },
];
