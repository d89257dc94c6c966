import type { ShownNumber } from '../../figure/experiment.ts';
import { numberTexts } from '../../figure/sentence.ts';

/**
 * A number in a sentence: round, and with its interval once it is touched (page/intervals.ts), on paper and without
 * scripts. The state is the page's, so that a number keeps it while its value changes.
 */
export function NumberText({ shown }: { shown: ShownNumber }) {
  const { short, whole } = numberTexts(shown);
  if (short === whole) return <>{whole}</>;
  return (
    <button type="button" class="interval" aria-expanded="false">
      <span class="interval-short">{short}</span>
      <span class="interval-whole" data-pagefind-ignore>
        {whole}
      </span>
    </button>
  );
}
