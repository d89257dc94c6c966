/** All that panels may be drawn with, at once: for the build and for tests. */
import './with-lens.ts';
import './with-rare-kinds.ts';
import './with-terraces.ts';
