import { rehypeHeadingIds, unified } from '@astrojs/markdown-remark';
import rehypeKatex from 'rehype-katex';
import remarkMath from 'remark-math';
import { baseLinks } from './base-links.ts';
import { components } from './components.ts';
import { equations } from './equations.ts';
import { holdTogether } from './hold-together.ts';
import { katexOptions } from './katex.ts';
import { leftOutLinks } from './left-out-links.ts';
import { lessons } from './lessons.ts';
import { liveFormulas } from './live-formulas.ts';
import { scenes } from './scenes.ts';
import { strayBraces } from './stray-braces.ts';
import { strictFormulas } from './strict-formulas.ts';
import { tableLabels } from './table-labels.ts';
import { tidyMathml } from './tidy-mathml.ts';
import { withinPolicy } from './within-policy.ts';

/** Our own steps from a chapter's MDX to its HTML, in order. */
export function markdown({ base }: { base: string }) {
  return unified({
    remarkPlugins: [
      remarkMath,
      leftOutLinks,
      strictFormulas,
      withinPolicy,
      strayBraces,
      equations,
      lessons,
      scenes,
      liveFormulas,
      components,
    ],
    rehypePlugins: [
      // Astro itself adds ids only after the link validator has read the page.
      rehypeHeadingIds,
      tableLabels,
      [rehypeKatex, katexOptions],
      tidyMathml,
      holdTogether,
      [baseLinks, { base }],
    ],
  });
}
