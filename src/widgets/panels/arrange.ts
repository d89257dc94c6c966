import type { Panel } from '../../figure/panels/panel.ts';
import { kindOf } from './index.ts';

interface Arranged {
  /** The picture that stays visible while a control is used. */
  main: Panel | undefined;
  /** The panel under the controls. */
  beside: Panel | undefined;
  /** Further pictures, in a fold. */
  more: readonly Panel[];
  /** Panels laid out by the browser, equations before tables: at full width under the rest. */
  below: readonly Panel[];
}

/**
 * The place of each panel of a figure, in the built page and in the live view.
 * @param first name of the panel used as the main picture, instead of the first; ignored if it is missing
 * @param second the same for the panel under the controls
 */
export function arrange(all: readonly Panel[], first?: string, second?: string): Arranged {
  const chosen = first === undefined ? undefined : all.find(({ name }) => name === first);
  const panels = chosen ? [chosen, ...all.filter((panel) => panel !== chosen)] : all;
  const form = (panel: Panel) => kindOf(panel).form;
  const [main, ...others] = panels.filter((panel) => form(panel) !== 'text');
  // A row of small pictures has the full width.
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
