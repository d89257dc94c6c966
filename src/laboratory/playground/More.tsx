import { hasExamples } from '../../experiments/kit/losses.ts';
import { csvFile } from '../../widgets/figure/csv-text.ts';
import { save } from '../../widgets/figure/save.ts';
import type { Bench } from './bench.ts';
import { csvOf } from './csv.ts';
import { STEPS } from './settings.ts';
import { useSettings } from './use-settings.ts';

/** Settings that are not always needed: how long the runs are, noise on the slopes, and the numbers behind the picture. */
export function More({ bench, open }: { bench: Bench; open: boolean }) {
  const { loss, steps, noise, batch, seed } = useSettings(bench, 'loss', 'steps', 'noise', 'batch', 'seed');
  const drawn = noise > 0 || (hasExamples(loss) && batch > 0);
  const lengths = [...new Set([...STEPS, steps])].sort((a, b) => a - b);
  return (
    <div class="lab-more" id="lab-more" hidden={!open}>
      <label>
        steps{' '}
        <select value={steps} onChange={({ currentTarget }) => bench.set({ steps: Number(currentTarget.value) })}>
          {lengths.map((count) => (
            <option key={count} value={count} selected={count === steps}>
              {count}
            </option>
          ))}
        </select>
      </label>
      <label title="Standard deviation of what is added to each slope; all rules get the same draws">
        noise on each slope{' '}
        <input
          type="number"
          min={0}
          max={100}
          step="any"
          value={noise}
          onInput={({ currentTarget }) =>
            bench.set({ noise: Math.min(100, Math.max(0, Number(currentTarget.value) || 0)) })
          }
        />
      </label>
      {hasExamples(loss) && (
        <label title="Examples that each step sees, drawn anew; 0 for all of them">
          batch{' '}
          <input
            type="number"
            min={0}
            max={1000}
            step={1}
            value={batch}
            onInput={({ currentTarget }) =>
              bench.set({ batch: Math.min(1000, Math.max(0, Math.floor(Number(currentTarget.value) || 0))) })
            }
          />
        </label>
      )}
      <label>
        seed{' '}
        <input
          type="number"
          min={0}
          max={999999}
          step={1}
          value={seed}
          disabled={!drawn}
          onInput={({ currentTarget }) =>
            bench.set({ seed: Math.max(0, Math.floor(Number(currentTarget.value) || 0)) })
          }
        />
      </label>
      <button type="button" onClick={() => save(csvFile(csvOf(bench.shown.peek())), 'laboratory.csv')}>
        Numbers as CSV
      </button>
    </div>
  );
}
