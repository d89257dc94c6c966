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
  /** In a scene only the main picture is visible at first. */
  scene?: boolean;
  /** Name of the panel that is the main picture, if not the first. */
  shows?: string | undefined;
  /** The name of the panel under the controls. */
  beside?: string | undefined;
  equations: Readonly<Record<string, string>>;
  /** Tints defined by earlier figures of the page. */
  tints: SharedTints;
}

/** The built panels of a figure by place, as HTML. */
interface StaticPanels {
  main: string;
  beside: string;
  more: string;
  below: string;
  /** Shared tints and data: they must stay in the page after hydration, since later figures may use them. */
  definitions: string;
}

/** The built pictures of a figure, in the boxes of the later live ones. */
export function staticPanels(
  panels: readonly Panel[],
  name: string,
  { wide, folded: inFold, scene = false, shows, beside: chosen, equations, tints }: Options,
): StaticPanels {
  const { main, beside, more, below } = arrange(panels, shows, chosen);
  const held: string[] = [];
  const box = (panel: Panel, place: StaticPlace): string => {
    // A name may contain spaces; an id used in url(#…) may not.
    const uid = `${name}-${panel.name.replaceAll(/\W+/g, '-')}`;
    const { definitions, drawings } = staticParts(panel, {
      uid,
      place,
      folded: inFold || (scene && panel !== main && !(panel === beside && chosen)),
      fills: scene && panel === main,
      equations,
      tints,
    });
    held.push(definitions);
    return `<div class="panel panel-${panel.kind}" data-panel="${panel.name}"><div class="panel-box">${drawings}</div></div>`;
  };
  const folded = (panel: Panel): string => {
    const shown = box(panel, 'more');
    if (!kindOf(panel).folded?.(panel)) return shown;
    return `<details class="panel-fold"><summary>${mathHtml(panel.title)}</summary>${shown}</details>`;
  };
  return {
    main: main ? box(main, wide ? 'wide-main' : 'main') : '',
    beside: beside ? box(beside, 'beside') : '',
    more: more.map((panel) => box(panel, 'more')).join(''),
    below: below.map(folded).join(''),
    definitions: heldDefinitions(held.join('')),
  };
}
