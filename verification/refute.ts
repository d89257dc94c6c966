/**
 * npm run refute                tries the claims of the pages in verification/refute/claims.ts elsewhere: at a hundred other
 *                               seeds, starts and rates, each by itself, and by NumPy where the exported script has the numbers
 * npm run refute -- <page> …    only those of these pages
 *
 * Prints the share that holds. The exit code is 1 if the words of a claim promise more than its lowest share, or are gone.
 */
import { readOptions } from '../scripts/options.ts';
import { CLAIMS } from './refute/claims.ts';
import { complaintOn, tried } from './refute/tries.ts';

const { positionals: pages }: { positionals: string[] } = readOptions(
  { url: import.meta.url, name: 'npm run refute' },
  {},
  { words: true },
);
for (const claim of CLAIMS.filter(({ page }) => pages.length === 0 || pages.includes(page))) {
  const found = await tried(claim, 100, true);
  const complaint = complaintOn(claim, found);
  const shares = found.elsewhere.map(
    ({ kind, held, of, numpy }) =>
      `, ${kind} ${held}/${of}${numpy === undefined ? '' : ` (NumPy ${Math.round(100 * numpy)} %)`}`,
  );
  const where = `${found.here ? 'holds' : 'does not hold'} where it is said${shares.join('')}`;
  console.log(`${claim.page}: “${claim.words}”  ${where}${complaint ? `  ${complaint}` : ''}`);
  if (complaint) process.exitCode = 1;
}
