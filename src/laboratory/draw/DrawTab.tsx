import { MathText } from '../../widgets/panels/MathText.tsx';
import { isLoss, isPython, losses, lossOf } from '../playground/losses.ts';
import type { Piece } from '../playground/race-sentence.ts';
import { onLoss } from '../playground/settings.ts';
import { LATTICE } from './copy.ts';
import { cannot, NO_REASON, numberText, reasonOf, shareText } from './draw-sentences.ts';
import type { Drawing } from './drawing.ts';
import { shortNames } from './families.ts';
import { type SampleId, samples } from './samples.ts';

const sampleIds = Object.keys(samples) as SampleId[];

/** Leads to the pen: it is on the sheet, which comes before the tabs, so that somebody on a keyboard would have to go back. */
const takePen = (): void => document.querySelector<HTMLElement>('.playground .pen')?.focus();

/** The tab beside the sheet on which a reader draws. */
export function DrawTab({ drawing, leave }: { drawing: Drawing; leave(): void }) {
  const { bench } = drawing;
  const { loss } = bench.settings.value;
  return (
    <div class="draw-tab">
      <label class="draw-loss">
        on{' '}
        <select
          value={loss}
          onChange={({ currentTarget: { value } }) => {
            if (isLoss(value)) bench.open(onLoss(bench.settings.peek(), value));
          }}
        >
          {Object.keys(losses)
            .filter(isLoss)
            .map((id) => (
              <option key={id} value={id} selected={id === loss}>
                {id === 'own' ? 'Your own loss' : lossOf(id).title}
              </option>
            ))}
        </select>
      </label>
      {drawing.refused.value !== undefined ? (
        <p>{drawing.refused.value}</p>
      ) : (
        <>
          <p class="draw-how">
            Drag on the sheet, or click from point to point. By keyboard,{' '}
            <button type="button" class="plain" onClick={takePen}>
              take the pen
            </button>
            : the arrows move it and Enter sets a point.
          </p>
          <p class="draw-samples">
            Or try{' '}
            {sampleIds.map((id, i) => (
              <>
                {i > 0 && (i === sampleIds.length - 1 ? ' or ' : ', ')}
                <button key={id} type="button" class="plain" onClick={() => drawing.try(id)}>
                  {samples[id].title}
                </button>
              </>
            ))}
            .
          </p>
          <Ranking drawing={drawing} leave={leave} />
          <Reasons drawing={drawing} />
          <Measure own={isPython(loss)} />
        </>
      )}
    </div>
  );
}

/** The best run of each rule; the one that is chosen is drawn. */
function Ranking({ drawing, leave }: { drawing: Drawing; leave(): void }) {
  const best = drawing.answer.value?.best ?? [];
  const shown = drawing.run.value;
  if (!shown) return null;
  return (
    <>
      <table class="draw-table">
        <caption class="aloud">The best run of each rule, and how far it stays from your line</caption>
        <thead>
          <tr>
            <th scope="col">rule</th>
            <th scope="col">rate</th>
            <th scope="col">beta</th>
            <th scope="col">steps</th>
            <th scope="col">away</th>
          </tr>
        </thead>
        <tbody>
          {best
            .toSorted((a, b) => a.distance - b.distance)
            .map(({ family, alpha, beta, steps, distance, batch, seed }) => (
              <tr key={family} data-on={family === shown.family}>
                <th scope="row">
                  <label title={batch === undefined ? undefined : `${batch} at a step, seed ${seed}`}>
                    <input
                      type="radio"
                      name="draw-run"
                      checked={family === shown.family}
                      onChange={() => {
                        drawing.chosen.value = family;
                      }}
                    />
                    {shortNames[family]}
                    {batch !== undefined && (
                      <small>
                        {' '}
                        {batch} at a step, seed {seed}
                      </small>
                    )}
                  </label>
                </th>
                <td>
                  <MathText text={numberText(alpha)} />
                </td>
                <td>{beta === undefined ? '' : numberText(beta)}</td>
                <td>{steps}</td>
                <td class="away">{shareText(distance)}</td>
              </tr>
            ))}
        </tbody>
      </table>
      <p class="draw-use">
        <button
          type="button"
          class="plain"
          onClick={() => {
            drawing.use();
            leave();
          }}
        >
          Use this rule
        </button>{' '}
        <small>It becomes your rule on the first tab, from where your line begins.</small>
      </p>
    </>
  );
}

/** Why plain descent cannot draw the line, with the numbers that stand on the sheet. */
function Reasons({ drawing }: { drawing: Drawing }) {
  const answer = drawing.answer.value;
  if (!answer?.done || !cannot(answer.best)) return null;
  const descent = answer.best.find(({ family }) => family === 'descent');
  return (
    <section class="draw-why" aria-labelledby="draw-why">
      <h2 id="draw-why">Why plain descent cannot draw it</h2>
      {answer.reasons.length === 0 ? (
        <p>{NO_REASON}</p>
      ) : (
        <ol>
          {answer.reasons.map(({ reason }) => (
            <li key={reason.kind}>
              <Pieces of={reasonOf(reason)} />
            </li>
          ))}
        </ol>
      )}
      {descent && (
        <p class="draw-small">
          That is so for small steps, even if each point of your line is off by a hundredth of the sheet’s width. Large
          steps jump: of all the rates that were tried, the nearest still stays {shareText(descent.distance)} away.
        </p>
      )}
    </section>
  );
}

export function Pieces({ of }: { of: readonly Piece[] }) {
  return (
    <>
      {of.map(({ text, live }, i) =>
        live ? (
          <span class="live" key={i}>
            <MathText text={text} />
          </span>
        ) : (
          text
        ),
      )}
    </>
  );
}

function Measure({ own }: { own: boolean }) {
  return (
    <details class="draw-measure">
      <summary>How near is measured</summary>
      <p>
        Your line and a run are walked together from end to end, forwards only, at the paces that keep them nearest. The
        distance is the mean along that walk (Sakoe and Chiba 1978). So the order counts, and there and back is not the
        same as there; and one bad place alone does not decide. Runs begin where your line begins, and each is stopped
        at the step that suits it best. Of two that differ by less than the eye can see, the simpler rule stands first.
      </p>
      {own && (
        <p>
          A search makes thousands of runs, for which Python is too slow. So it runs on a copy of your loss, with its
          losses and exact slopes at {LATTICE[0]} times {LATTICE[1]} places. The best run of each rule is then made with
          your loss itself, and what you see is how far that one stays away.
        </p>
      )}
    </details>
  );
}
