import type { RefObject } from 'preact';
import type { ChartPanel } from '../../figure/panels/panel.ts';
import type { Figure } from '../page/figure.ts';
import type { PanelLayout } from '../panels/index.ts';

/** Props of a layer over a chart with points. */
export interface OwnPointsProps {
  live: Figure;
  panel: ChartPanel;
  drawn: PanelLayout;
  frame: RefObject<HTMLDivElement | null>;
}
