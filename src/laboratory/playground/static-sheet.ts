/** The sheet with its runs as the built page shows it, in the two shapes that a window may ask for. */
import type { SurfacePanel } from '../../figure/panels/panel.ts';
import { toPx } from '../../widgets/panels/axis-scale.ts';
import { el, type Shape } from '../../widgets/panels/element.ts';
import { draw } from '../../widgets/panels/index.ts';
import { around, labelBox } from '../../widgets/panels/labels.ts';
import { sharedTints } from '../../widgets/panels/surface.ts';
import type { Minimum } from './compute.ts';
import type { Contestant } from './contestants.ts';
import { placeNames } from './names.ts';
import { Overlay, sheetLayout, xNameOf } from './Sheet.tsx';
import type { Settings } from './settings.ts';

const SHAPES = { narrow: [350, 310], wide: [728, 546] } as const;

/** The tints once, and two pictures that use them. */
export function staticSheet(
  sheet: SurfacePanel,
  minima: readonly Minimum[],
  all: readonly Contestant[],
  settings: Settings,
  t: number,
): Shape[] {
  const drawn = [...all].reverse();
  const pictures = (['narrow', 'wide'] as const).map((shape) => {
    const [width, height] = SHAPES[shape];
    const xName = xNameOf(settings);
    const placed = sheetLayout(sheet, width, height, xName);
    const ring = [toPx(placed.x, settings.start[0]), toPx(placed.y, settings.start[1])] as const;
    const labels = placed.labels.map((label) => labelBox({ text: label.text, style: '', size: 12.5 }, label));
    const names = placeNames(drawn, minima, placed, t, [around(...ring, 14), ...labels]);
    const base = draw(sheet, placed, `lab-${shape}`, { shared: [{ tints: 'lab-tints', data: 'lab-nothing' }] });
    return el('div', { class: `lab-static ${shape}` }, [
      base,
      Overlay({ drawn, placed, t, names, ring, touch: false, xName, uid: `lab-${shape}-runs` }),
    ]);
  });
  const tints = el('g', { id: 'lab-tints', class: 'picture shared' }, sharedTints(sheet));
  return [
    el(
      'svg',
      { class: 'picture lab-defs', 'aria-hidden': 'true' },
      el('defs', null, [tints, el('g', { id: 'lab-nothing' })]),
    ),
    ...pictures,
  ];
}
