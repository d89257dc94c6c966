/** Input by arrow keys and by a pointer on a picture. */
import type { RefObject } from 'preact';
import { scaleOf } from '../page/use-size.ts';
import type { Box } from '../panels/box.ts';

/** Steps across and up. */
export const ARROWS: Readonly<Record<string, readonly [across: number, up: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** A pointer that moves further than this between press and release is dragging or selecting text, not clicking, px. */
export const STILL = 6;

/** The position of a pointer in a picture, px from its corner. */
export function placeIn(
  picture: RefObject<HTMLElement | null>,
  { clientX, clientY }: Pick<MouseEvent, 'clientX' | 'clientY'>,
): readonly [across: number, down: number] {
  const { left, top } = picture.current?.getBoundingClientRect() ?? { left: 0, top: 0 };
  const scale = scaleOf(picture.current);
  return [(clientX - left) / scale, (clientY - top) / scale];
}

/** The style of a layer over a part of a picture. */
export const layerOver = ({ x, y, width, height }: Box): string =>
  `left:${x}px;top:${y}px;width:${width}px;height:${height}px`;
