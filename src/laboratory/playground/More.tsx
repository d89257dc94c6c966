import { useState } from 'preact/hooks';
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
      <Count
        label="noise on each slope"
        title="Standard deviation of what is added to each slope; all rules get the same draws"
        most={100}
        step="any"
        value={noise}
        set={(noise) => bench.set({ noise })}
      />
      {hasExamples(loss) && (
        <Count
          label="batch"
          title="Examples that each step sees, drawn anew; 0 for all of them"
          most={1000}
          value={batch}
          set={(batch) => bench.set({ batch })}
        />
      )}
      <Count label="seed" most={999999} value={seed} disabled={!drawn} set={(seed) => bench.set({ seed })} />
      <button type="button" onClick={() => save(csvFile(csvOf(bench.shown.peek())), 'laboratory.csv')}>
        Numbers as CSV
      </button>
    </div>
  );
}

interface CountProps {
  label: string;
  title?: string;
  most: number;
  /** Whole numbers otherwise. */
  step?: 'any';
  value: number;
  disabled?: boolean;
  set(value: number): void;
}

/** A number from 0 on. One that is out of range while it is typed stays written, and counts as the nearest when it is left. */
function Count({ label, title, most, step, value, disabled, set }: CountProps) {
  const [draft, setDraft] = useState<string>();
  const nearest = (text: string): number => {
    const within = Math.min(most, Math.max(0, Number(text) || 0));
    return step === 'any' ? within : Math.floor(within);
  };
  return (
    <label title={title}>
      {label}{' '}
      <input
        type="number"
        min={0}
        max={most}
        step={step ?? 1}
        value={draft ?? value}
        disabled={disabled}
        onInput={({ currentTarget: { value } }) => {
          setDraft(value);
          set(nearest(value));
        }}
        onBlur={() => setDraft(undefined)}
      />
    </label>
  );
}
