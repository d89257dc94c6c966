import type { PanelPoint } from '../../figure/panels/panel.ts';
import { type Scale, toPx } from './axis-scale.ts';
import type { Box } from './labels.ts';

/** Points on the sheet. A mark at the very edge would be cut off, so it is left out unless it belongs to a run. */
export function visiblePoints(points: readonly PanelPoint[], x: Scale, y: Scale, box: Box) {
  return points.flatMap((point) => {
    const px = toPx(x, point.x);
    const py = toPx(y, point.y);
    const margin = point.mark === 'end' || point.mark === 'start' || point.mark === 'now' ? 0 : 4;
    const inside =
      px >= box.x + margin &&
      px <= box.x + box.width - margin &&
      py >= box.y + margin &&
      py <= box.y + box.height - margin;
    return inside ? [{ point, px, py }] : [];
  });
}
