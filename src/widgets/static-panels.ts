import type { Presentation } from '../engine/experiment.ts';
import type { Panel } from '../engine/panels/panel.ts';
import { mathHtml } from './math-html.ts';
import { arrange } from './panels/arrange.ts';
import { type StaticPlace, staticPicture } from './static-picture.ts';

/** The built pictures of a figure, in the boxes where the live ones will stand. */
export function staticPanels(
  presentation: Presentation,
  name: string,
  { wide, equations }: { wide: boolean; equations: Readonly<Record<string, string>> },
): string {
  const { arrangement, large, stacked, below } = arrange(presentation);
  const box = (panel: Panel, place: StaticPlace): string =>
    `<div class="panel panel-${panel.kind}" data-panel="${panel.name}"><div class="panel-box">${staticPicture(panel, { uid: `${name}-${panel.name}`, place, equations })}</div></div>`;
  const place = { 'sheet-and-stack': wide ? 'wide-sheet' : 'sheet', columns: 'column', rows: 'row' } as const;
  const fold = (panel: Panel): string =>
    panel.kind === 'table'
      ? `<details class="panel-fold"${panel.open ? ' open' : ''}><summary>${mathHtml(panel.title)}</summary>${box(panel, 'row')}</details>`
      : box(panel, 'row');
  const stack =
    stacked.length > 0 ? `<div class="panel-stack">${stacked.map((panel) => box(panel, 'stack')).join('')}</div>` : '';
  return `<div class="panels" data-arrangement="${arrangement}">${large.map((panel) => box(panel, place[arrangement])).join('')}${stack}</div>${below.map(fold).join('')}`;
}
