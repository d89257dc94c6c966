import { isCurve, isLoss, losses, lossOf } from '../../experiments/kit/losses.ts';
import { gallery } from '../gallery/losses.ts';
import type { Bench } from './bench.ts';
import { CodeBox } from './CodeBox.tsx';
import { onLoss } from './settings.ts';
import { WindowFields } from './WindowFields.tsx';

/** By how many parameters they have: a sheet, or a curve. */
const groups = [
  ['a sheet, loss(x, y)', gallery.filter(({ y }) => y !== undefined)],
  ['a curve, loss(x)', gallery.filter(({ y }) => y === undefined)],
] as const;

/** The losses to choose from, and the reader's own as text. A choice begins anew, from the start and with the rates that suit it. */
export function LossList({ bench }: { bench: Bench }) {
  const { loss, lossText } = bench.settings.value;
  const wrong = bench.wrong.value;
  return (
    <>
      <fieldset class="lab-losses">
        <legend class="aloud">Loss</legend>
        {Object.keys(losses)
          .filter(isLoss)
          .map((id) => (
            <label key={id} title={lossOf(id).about}>
              <input
                type="radio"
                name="lab-loss"
                value={id}
                checked={id === loss}
                onChange={() => bench.open(onLoss(bench.settings.peek(), id))}
              />
              <b>{lossOf(id).title}</b>
            </label>
          ))}
        <p>{lossOf(loss).about}</p>
      </fieldset>
      {loss === 'own' && (
        <>
          <label class="lab-gallery">
            begin from{' '}
            <select
              value=""
              onChange={({ currentTarget }) => {
                const chosen = gallery.find(({ id }) => id === currentTarget.value);
                currentTarget.value = '';
                if (chosen) void bench.beginFrom(chosen);
              }}
            >
              <option value="">a classic …</option>
              {groups.map(([name, losses]) => (
                <optgroup key={name} label={name}>
                  {losses.map(({ id, title }) => (
                    <option key={id} value={id}>
                      {title}
                    </option>
                  ))}
                </optgroup>
              ))}
            </select>
          </label>
          <CodeBox
            text={lossText}
            label="Your loss"
            trouble={wrong?.where === 'loss' ? wrong : undefined}
            read={() => bench.settings.peek().lossText}
            onChange={(text) => bench.set({ lossText: text })}
          />
          <WindowFields bench={bench} names={isCurve(lossText) ? ['x'] : ['x', 'y']} />
        </>
      )}
    </>
  );
}
