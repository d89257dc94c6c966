/** Networks, drawn unit by unit. */
import type { NetworkPanel } from './panel.ts';

/** Makes a panel of the units and weights of a network. */
export const network = (fields: Omit<NetworkPanel, 'kind'>): NetworkPanel => ({ kind: 'network', ...fields });
