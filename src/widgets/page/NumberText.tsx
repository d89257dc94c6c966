import type { ShownNumber } from '../../figure/experiment.ts';
import { numberTexts } from '../../figure/sentence.ts';

/**
 * A number in a sentence: round, and with its interval once it is touched (page/intervals.ts), on paper and without
 * scripts. The state is the page's, so that a number keeps it while its value changes; `opened` has the names of the open
 * ones, so that a number keeps it too if the sentence does without it for a moment.
 */
export function NumberText({ shown, name = '', opened }: { shown: ShownNumber; name?: string; opened?: Set<string> }) {
  const { short, whole } = numberTexts(shown);
  if (short === whole) return <>{whole}</>;
  return (
    <button
      type="button"
      class="interval"
      aria-expanded={opened?.has(name) ?? false}
      onClick={() => {
        if (!opened?.delete(name)) opened?.add(name);
      }}
    >
      <span class="interval-short">{short}</span>
      <span class="interval-whole" data-pagefind-ignore>
        {whole}
      </span>
    </button>
  );
}
