import { integer, number } from '../../engine/schema.ts';
import { hasExamples } from '../../experiments/kit/losses.ts';
import { NumberField } from '../../widgets/controls/NumberField.tsx';
import { csvFile } from '../../widgets/figure/csv-text.ts';
import { save } from '../../widgets/figure/save.ts';
import type { Bench } from './bench.ts';
import { csvOf } from './csv.ts';
import { STEPS } from './settings.ts';
import { useSettings } from './use-settings.ts';

const schema = {
  noise: number({
    label: 'noise on each slope',
    help: 'Standard deviation of what is added to each slope; all rules get the same draws',
    default: 0,
    min: 0,
    max: 100,
    step: 1,
  }),
  batch: integer({
    label: 'batch',
    help: 'Examples that each step sees, drawn anew; 0 for all of them',
    default: 0,
    min: 0,
    max: 1000,
  }),
  seed: integer({ label: 'seed', help: 'Decides the noise and the batches', default: 1, min: 0, max: 999999 }),
};

/** Settings that are not always needed: how long the runs are, noise on the slopes, and the numbers behind the picture. */
export function More({ bench, open }: { bench: Bench; open: boolean }) {
  const { loss, steps, noise, batch, seed } = useSettings(bench, 'loss', 'steps', 'noise', 'batch', 'seed');
  const values = { noise, batch, seed };
  const lengths = [...new Set([...STEPS, steps])].sort((a, b) => a - b);
  const isDrawn = noise > 0 || (hasExamples(loss) && batch > 0);
  const asked = { noise: true, batch: hasExamples(loss), seed: isDrawn };
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
      {(['noise', 'batch', 'seed'] as const)
        .filter((name) => asked[name])
        .map((name) => (
          <span key={name} title={schema[name].help}>
            {schema[name].label}{' '}
            <NumberField
              spec={{ name: 'lab-more', schema, defaults: values }}
              live={undefined}
              name={name}
              parameter={schema[name]}
              value={values[name]}
              set={(_, to) => bench.set({ [name]: Number(to) })}
            />
          </span>
        ))}
      <button type="button" onClick={() => save(csvFile(csvOf(bench.shown.peek())), 'laboratory.csv')}>
        Numbers as CSV
      </button>
    </div>
  );
}
