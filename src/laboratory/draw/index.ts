import { adoptStyles } from '../../widgets/page/adopt-styles.ts';
import sheet from './draw.css?inline';

/** Drawing a path and finding the rule that comes nearest; fetched when a reader first asks for it. */
export { DrawBar, DrawVerdict } from './DrawBar.tsx';
export { DrawPlane } from './DrawPlane.tsx';
export { DrawTab } from './DrawTab.tsx';
export { Drawing } from './drawing.ts';

adoptStyles(sheet);
