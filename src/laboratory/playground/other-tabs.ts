/** The tabs Loss and Data, with the gallery's texts; fetched when a reader first looks there. */
export { DataTab } from './DataTab.tsx';
export { LossList } from './LossList.tsx';
