/**
 * Props of `<Experiment>` that set nothing of its experiment. `data` is none of these: it brings the points of a figure, which
 * its numbers and tasks have to know.
 */
export const FIGURE_PROPS: readonly string[] = [
  'id',
  'as',
  'hide',
  'main',
  'figure',
  'wide',
  'embed',
  'title',
  'caption',
  'folded',
  'scene',
  'bare',
  'shows',
  'beside',
  'slot',
  'opens',
  'unfolded',
  'loc',
  'class',
];
