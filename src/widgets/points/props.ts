import type { RefObject } from 'preact';
import type { ChartPanel } from '../../figure/panels/panel.ts';
import type { Instance } from '../page/instance.ts';
import type { PanelLayout } from '../panels/index.ts';

/** What a layer over a chart with points is given. */
export interface OwnPointsProps {
  live: Instance;
  panel: ChartPanel;
  drawn: PanelLayout;
  frame: RefObject<HTMLDivElement | null>;
}
