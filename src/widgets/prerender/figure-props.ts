/**
 * Props of `<Experiment>` that set nothing in its experiment. Without `data`, which sets the figure's points, on which
 * its numbers and tasks depend.
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
