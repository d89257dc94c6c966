/** Sentences of the page about keeping. */
import type { KeepTrouble } from './keeping.ts';

export const troubleSays: Readonly<Record<KeepTrouble, string>> = {
  full: 'This device has no more room for the site. Remove a page below, or make room on the device, and keep it then.',
  refused:
    'The browser does not let this site keep anything here. In a window that is not private, with storage allowed for this site, it can.',
  network: 'The files did not all come, because the connection broke off. Nothing of this page is kept yet: try again.',
  foreign:
    'Something other than the notes answered, as a network does that wants you to log in. Nothing of this page is kept yet: look at the connection and try again.',
  newer:
    'A newer version of the notes was published in the meantime. Reload this page, or take that version where it is offered, and keep it then.',
};

export const notWhole =
  'Files that are kept here were changed by something other than the notes, or are gone. They are not used. Keep it again, with a connection.';

export const unavailable =
  'This browser lets no page be kept here. A window that is not private, opened on the site’s own address, can keep them.';

/** As a file manager says it. */
export const megabytes = (bytes: number): string => `${Math.max(0.1, bytes / 1e6).toFixed(1)} MB`;
