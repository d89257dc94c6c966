import type { ShownNumber } from '../../figure/experiment.ts';
import { numberTexts } from '../../figure/sentence.ts';

/**
 * A rounded number in a sentence; its interval is shown after a tap (page/intervals.ts), on paper and without scripts.
 * The page owns the state, so that a number keeps it while its value changes; `opened` contains the names of open ones,
 * so that it even survives a sentence without the number.
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
