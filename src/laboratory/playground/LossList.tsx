import type { Bench } from './bench.ts';
import { isLoss, losses, lossOf } from './losses.ts';
import { onLoss } from './settings.ts';

/** The losses to choose from. A choice begins anew, from the start and with the rates that suit it. */
export function LossList({ bench }: { bench: Bench }) {
  const { loss } = bench.settings.value;
  return (
    <fieldset class="lab-losses">
      <legend class="aloud">Loss</legend>
      {Object.keys(losses)
        .filter(isLoss)
        .map((id) => (
          <label key={id}>
            <input
              type="radio"
              name="lab-loss"
              value={id}
              checked={id === loss}
              onChange={() => bench.open(onLoss(bench.settings.peek(), id))}
            />
            <span>
              <b>{lossOf(id).title}</b> {lossOf(id).about}
            </span>
          </label>
        ))}
    </fieldset>
  );
}
