import type { RefObject } from 'preact';
import type { ChartPanel } from '../../figure/panels/panel.ts';
import type { Figure } from '../page/figure.ts';
import type { PanelLayout } from '../panels/index.ts';

/** What a layer over a chart with points is given. */
export interface OwnPointsProps {
  live: Figure;
  panel: ChartPanel;
  drawn: PanelLayout;
  frame: RefObject<HTMLDivElement | null>;
}
