import type { Panel } from '../../figure/panels/panel.ts';
import { kindOf } from './index.ts';

interface Arranged {
  /** The picture that stays in sight while a control is used. */
  main: Panel | undefined;
  /** The one under the controls. */
  beside: Panel | undefined;
  /** Further pictures, behind a fold. */
  more: readonly Panel[];
  /** Panels that the browser lays out, equations before tables: at full width under the rest. */
  below: readonly Panel[];
}

/**
 * The place of each panel of a figure, both in the built page and in the live view.
 * @param first name of the panel that is the main picture here, instead of the first; if it is missing, the first is
 * @param second the same of the one under the controls
 */
export function arrange(all: readonly Panel[], first?: string, second?: string): Arranged {
  const chosen = first === undefined ? undefined : all.find(({ name }) => name === first);
  const panels = chosen ? [chosen, ...all.filter((panel) => panel !== chosen)] : all;
  const form = (panel: Panel) => kindOf(panel).form;
  const [main, ...others] = panels.filter((panel) => form(panel) !== 'text');
  // A row of small pictures takes the whole width.
  const pictures = others.filter((panel) => form(panel) === 'picture');
  const beside = pictures.find(({ name }) => name === second) ?? pictures[0];
  const texts = panels.filter((panel) => form(panel) === 'text');
  const folds = (panel: Panel) => kindOf(panel).folded?.(panel) === true;
  return {
    main,
    beside,
    more: others.filter((panel) => panel !== beside),
    below: [...texts.filter((panel) => !folds(panel)), ...texts.filter(folds)],
  };
}
