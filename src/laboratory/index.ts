/** Python in the page: docs/decisions/0025-python-in-the-page.md. */

export { drawsOf } from '../python/draws.ts';
export type { Trouble } from '../python/errors.ts';
export { numbersAt, type TopNumbers, topNumbers, withNumber } from '../python/numbers.ts';
export type { Draws, Points, ProblemText, RuleAsk } from '../python/protocol.ts';
export {
  type Answer,
  type ContestAnswer,
  LONGEST,
  openPython,
  type Python,
  type RuleAnswer,
  type RuleTrace,
  type SlopesAnswer,
  type StationaryAnswer,
  type StationaryPoint,
  type ValuesAnswer,
} from '../python/python.ts';
export { LOOP, ruleText } from '../python/rule-text.ts';
export { type Editor, type EditorOptions, fetchEditor, openEditor } from '../widgets/code/index.ts';
export { type Keeping, keepingSays, keepText, keptText } from '../widgets/code/kept-text.ts';
export { type GalleryLoss, gallery } from './gallery/losses.ts';
