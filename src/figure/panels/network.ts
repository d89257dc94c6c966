/** Networks, drawn unit by unit. */
import type { NetworkPanel } from './panel.ts';

export const network = (fields: Omit<NetworkPanel, 'kind'>): NetworkPanel => ({ kind: 'network', ...fields });
