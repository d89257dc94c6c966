/**
 * npm run refute                tests the claims listed in verification/refute/claims.ts at a hundred other seeds, starts and
 *                               rates, one at a time, and with NumPy if the exported script has the numbers
 * npm run refute -- <page> …    only those of these pages
 *
 * Prints the share at which each claim holds. The exit code is 1 if a claim promises more than its lowest share, or is no
 * longer on its page.
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
