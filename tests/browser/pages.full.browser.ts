import { builtPages, experimentsIn } from './built.ts';
import { oneOfEach, testPages } from './pages.ts';

/** The figures on pages; an embed shows the same figure in the same kind of frame for all. */
const standing = new Set(builtPages.filter((path) => !path.startsWith('embed/')).flatMap(experimentsIn));
/** One embed of each slower pace, and those shown nowhere else. */
const alone = ['claim-improves-fit', 'batch-rate-network'];
testPages(
  builtPages.filter((path) => {
    const id = /^embed\/([\w-]+)\/$/.exec(path)?.[1];
    return !oneOfEach.includes(path) && (id === undefined || alone.includes(id) || !standing.has(id));
  }),
);
