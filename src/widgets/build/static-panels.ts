import type { Presentation } from '../../figure/experiment.ts';
import type { Panel } from '../../figure/panels/panel.ts';
import { arrange } from '../panels/arrange.ts';
import { kindOf } from '../panels/index.ts';
import type { StaticPlace } from '../panels/kind.ts';
import { mathHtml } from './math-html.ts';
import { heldDefinitions, type SharedTints, staticParts } from './static-picture.ts';

interface Options {
  wide: boolean;
  /** In a fold: one drawing of each panel. */
  folded: boolean;
  equations: Readonly<Record<string, string>>;
  /** Those that earlier figures of the page have defined. */
  tints: SharedTints;
}

/**
 * The built pictures of a figure, in the boxes where the live ones will be; what stands below them at full width; and what they share, which must stay in the
 * page when the figure comes to life, since later figures may use it.
 */
export function staticPanels(
  presentation: Presentation,
  name: string,
  { wide, folded: inFold, equations, tints }: Options,
): { pictures: string; below: string; definitions: string } {
  const { arrangement, large, stacked, crowded, below } = arrange(presentation);
  const held: string[] = [];
  const box = (panel: Panel, place: StaticPlace): string => {
    // A name may contain spaces; an id that url(#…) refers to may not.
    const uid = `${name}-${panel.name.replaceAll(/\W+/g, '-')}`;
    const { definitions, drawings } = staticParts(panel, { uid, place, folded: inFold, equations, tints });
    held.push(definitions);
    return `<div class="panel panel-${panel.kind}" data-panel="${panel.name}"><div class="panel-box">${drawings}</div></div>`;
  };
  const place = { 'sheet-and-stack': 'sheet', columns: 'column', rows: 'row' } as const;
  const folded = (panel: Panel): string => {
    const fold = kindOf(panel).fold?.(panel);
    const open = fold === 'open' ? ' open' : '';
    return fold
      ? `<details class="panel-fold"${open}><summary>${mathHtml(panel.title)}</summary>${box(panel, 'row')}</details>`
      : box(panel, 'row');
  };
  const sheets = large.map((panel) => box(panel, place[arrangement])).join('');
  // As wide as in a wide figure if they stand in a row (experiment.css); the third takes the full width.
  const half = wide || large[0]?.kind === 'chart' ? 'wide-stack' : 'stack';
  const beside = stacked.map((panel, i) => box(panel, i === 2 ? 'row' : half)).join('');
  const stack = beside && `<div class="panel-stack" data-crowded="${crowded}">${beside}</div>`;
  return {
    pictures: `<div class="panels" data-arrangement="${arrangement}">${sheets}${stack}</div>`,
    below: below.map(folded).join(''),
    definitions: heldDefinitions(held.join('')),
  };
}
