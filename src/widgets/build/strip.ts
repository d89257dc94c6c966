import type { Values } from '../../engine/schema.ts';
import type { Experiment } from '../../figure/experiment.ts';
import { arrange } from '../panels/arrange.ts';
import { cutAt } from '../panels/walk.ts';
import { presentationOf } from './experiments.ts';
import { heldDefinitions, type SharedTints, staticParts } from './static-picture.ts';

let count = 0;

/**
 * What a passage shows, as one small built picture: for paper, and where there are no scripts. Sheets share their tints with
 * the other pictures of the page.
 * @param shows name of the panel, if not the first
 * @param at the step at which its run ends; undefined: the last
 */
export async function stripPicture(
  id: string,
  experiment: Experiment,
  values: Values,
  at: number | undefined,
  tints: SharedTints,
  shows?: string,
): Promise<string> {
  const presentation = await presentationOf(id, experiment, values, at === undefined ? {} : { at });
  const { main } = arrange(presentation.panels, shows);
  if (!main) return '';
  const { handle: _, ...still } = main.kind === 'surface' ? main : { ...main, handle: undefined };
  const panel = at === undefined ? still : cutAt(still as typeof main, at);
  count++;
  const { definitions, drawings } = staticParts(panel as typeof main, {
    uid: `strip-${id}-${count}`,
    place: 'main',
    folded: true,
    equations: {},
    tints,
  });
  return `${heldDefinitions(definitions)}<div class="panel panel-${main.kind}"><div class="panel-box">${drawings}</div></div>`;
}
