/** Modules that the game needs once it is played: they are loaded when the ring can be moved already. */
export { placesOf, placeText } from '../../engine/places.ts';
export { towards, wayOf } from '../../figure/compass.ts';
export { sentence, sentenceParts } from '../../figure/sentence.ts';
export { addPlace } from '../../widgets/controls/StepHandle.tsx';
export { Aloud } from '../../widgets/page/Aloud.tsx';
export { figureNamed, opened } from '../../widgets/page/page.ts';
export { picture } from '../../widgets/panels/picture.ts';
export { surfaceBody } from '../../widgets/panels/surface.ts';
export { drawWalk } from '../../widgets/panels/walk.ts';
export { inWindow, layoutInWindow } from './drawing.ts';
export { resultOf } from './result.ts';
