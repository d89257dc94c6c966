import type { RefObject } from 'preact';
import type { ChartPanel } from '../../figure/panels/panel.ts';
import type { PanelLayout } from '../panels/index.ts';
import type { PointsHand } from './own-points.ts';

/** Props of a layer over a chart with points. */
export interface OwnPointsProps {
  live: PointsHand;
  panel: ChartPanel;
  drawn: PanelLayout;
  frame: RefObject<HTMLDivElement | null>;
}
