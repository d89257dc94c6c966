import type { Values } from '../../engine/schema.ts';
import type { Experiment } from '../../figure/experiment.ts';
import { type Panel, some } from '../../figure/index.ts';
import { cutAt } from '../panels/altered.ts';
import { arrange } from '../panels/arrange.ts';
import type { StaticPlace } from '../panels/kind.ts';
import { presentationOf } from './experiments.ts';
import { heldDefinitions, type SharedTints, staticParts } from './static-picture.ts';

let count = 0;

/**
 * The small built picture of a passage: for paper, and for browsers without scripts. Maps share their tints with the
 * other pictures of the page.
 * @param shows name of the panel, if not the first, and of one above it
 * @param at the step at which its run ends; undefined: the last
 * @param inCell whether it is drawn for the width of a table's cell
 */
export async function stripPicture(
  id: string,
  experiment: Experiment,
  values: Values,
  at: number | undefined,
  tints: SharedTints,
  {
    shows,
    beside: second,
    inCell = false,
  }: { shows?: string | undefined; beside?: string | undefined; inCell?: boolean } = {},
): Promise<string> {
  const presentation = await presentationOf(id, experiment, values, at === undefined ? {} : { at });
  const { main, beside } = arrange(presentation.panels, shows, second);
  return some(second !== undefined && beside, main)
    .map((panel) => drawing(panel, id, at, tints, inCell ? 'beside' : 'main'))
    .join('');
}

function drawing(whole: Panel, id: string, at: number | undefined, tints: SharedTints, place: StaticPlace): string {
  const still = 'handle' in whole ? { ...whole, handle: undefined } : whole;
  const panel = (at === undefined ? still : cutAt(still as Panel, at)) as Panel;
  count++;
  const { definitions, drawings } = staticParts(panel, {
    uid: `strip-${id}-${count}`,
    place,
    folded: true,
    equations: {},
    tints,
  });
  return `${heldDefinitions(definitions)}<div class="panel panel-${panel.kind}"><div class="panel-box">${drawings}</div></div>`;
}
