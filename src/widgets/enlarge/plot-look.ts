import type { ChartSeries, Role } from '../../figure/panels/panel.ts';

/** The page's current colours: canvas does not resolve custom properties. */
export type Colours = (name: string) => string;

export function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element);
  return (name) => style.getPropertyValue(name).trim() || 'CanvasText';
}

const TONES: Readonly<Record<Role, string>> = {
  run: '--accent',
  measured: '--measured',
  theory: '--theory',
  batch: '--batch',
  baseline: '--baseline',
  danger: '--danger',
  descent: '--descent',
  momentum: '--momentum',
  adam: '--adam',
};

/** As in panels.css: a dash and a width for each role. */
const DASHES: Partial<Readonly<Record<Role, readonly number[]>>> = {
  theory: [6, 4],
  descent: [0.1, 5],
  momentum: [8, 4.5],
  adam: [8, 3.5, 2, 3.5],
};
const WIDTHS: Partial<Readonly<Record<Role, number>>> = { baseline: 1.4, batch: 1.4, theory: 1.6, descent: 2.5 };

interface Look {
  stroke: string;
  width: number;
  dash: number[];
  alpha: number;
}

export function lookOf({ role, faint }: Pick<ChartSeries, 'role' | 'faint'>, colour: Colours): Look {
  return {
    stroke: colour(TONES[role]),
    width: faint ? 0.8 : (WIDTHS[role] ?? 1.9),
    dash: faint ? [] : [...(DASHES[role] ?? [])],
    alpha: faint ? 0.45 : 1,
  };
}

export const toneOf = (role: Role): string => TONES[role];
