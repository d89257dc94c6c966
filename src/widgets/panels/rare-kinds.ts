/** The kinds of panels that few pages show: a page fetches one (bring.ts) when a panel is of it. */
import type { Panel } from '../../figure/panels/panel.ts';
import type { PanelKind, PanelOf } from './kind.ts';

export const rareKinds = {
  multiples: async () => (await import('./multiples.ts')).multiplesKind,
  atlas: async () => (await import('./atlas.ts')).atlasKind,
  network: async () => (await import('./network.ts')).networkKind,
  table: async () => (await import('./table.ts')).tableKind,
  equation: async () => (await import('./equation.ts')).equationKind,
} satisfies { readonly [Kind in Exclude<Panel['kind'], 'surface' | 'chart'>]: () => Promise<PanelKind<PanelOf<Kind>>> };

export type RareKinds = { readonly [Kind in keyof typeof rareKinds]: Awaited<ReturnType<(typeof rareKinds)[Kind]>> };
