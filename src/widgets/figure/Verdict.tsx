import type { ComponentChild } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { PLACE_LENGTH } from '../../engine/places.ts';
import type { Outcome, Presentation } from '../../figure/experiment.ts';
import { numberTexts, sentenceParts } from '../../figure/sentence.ts';
import { Aloud } from '../page/Aloud.tsx';
import type { Figure } from '../page/figure.ts';
import { NumberText } from '../page/NumberText.tsx';
import type { Spec } from '../page/spec.ts';
import { MathText } from '../panels/MathText.tsx';
import { plainText } from '../panels/math-text.ts';
import { BreakButton } from './break/BreakButton.tsx';

interface Props {
  spec: Spec;
  live: Figure | undefined;
  shown: Omit<Presentation, 'panels'>;
}

/**
 * One plain sentence about the run, read aloud once it has settled, with offers of what to try. If the experiment tests
 * a claim, the claim comes first, with its outcome at these values.
 */
export function Verdict({ spec, live, shown }: Props) {
  const summary = shown.summaries?.[spec.shows ?? ''] ?? shown.summary;
  const isInScene = spec.scene && !live?.workshop.value && summary !== undefined;
  const parts = sentenceParts(isInScene ? summary : shown.verdict.text, shown.numbers);
  const { outcome } = shown.verdict;
  const numberOf = (name: string | undefined) => (name === undefined ? undefined : shown.numbers[name]);
  const sentence = parts
    .map(({ text, number }) => {
      const shownNumber = numberOf(number);
      return shownNumber ? numberTexts(shownNumber).short : text;
    })
    .join('');
  const plain =
    // A scene's line speaks of the run, and not of the claim, which is hidden there.
    spec.claim !== undefined && outcome && !isInScene
      ? `The claim: ${spec.claim}. Here ${HERE[outcome]}. ${sentence}`
      : sentence;
  const quiet = (live?.count.value ?? 0) < 2;
  // The reader's newest code has a mistake, so the last working code still runs.
  const isOld = live?.wrong.value !== undefined;
  const [attack, setAttack] = useState<ComponentChild>();
  const opened = useRef(new Set<string>()).current;
  const error = live?.error.value;
  // A picture above its passages hides the first one's question, so the question is repeated under the picture.
  const asked = live?.guess.value ? undefined : live?.asks.value?.replace(/ [^?.]+\.$/, '');

  return (
    <div class={spec.claim === undefined ? 'verdict' : 'verdict verdict-of-claim'}>
      {spec.claim !== undefined && outcome && (
        <>
          <b>Claim</b>
          <p class="claim">
            <i>
              <MathText text={spec.claim} />
            </i>{' '}
            <OutcomeMark outcome={outcome} /> <BreakButton live={live} outcome={outcome} show={setAttack} />
          </p>
        </>
      )}
      <b data-old={isOld}>{isOld ? 'Old run' : 'This run'}</b>
      <div>
        {asked && (
          <p class="asked-here" aria-hidden="true">
            {asked}
          </p>
        )}
        <p>
          {parts.map(({ text, number }, index) => {
            const shownNumber = numberOf(number);
            if (!shownNumber || number === undefined) return <MathText key={`${index} text`} text={text} />;
            return (
              <span class="live-number" key={`${index} ${number}`}>
                <NumberText shown={shownNumber} name={number} opened={opened} />
              </span>
            );
          })}
          {(shown.offers ?? []).flatMap((offer) => [
            ' ',
            <button
              type="button"
              class="try"
              key={offer.text}
              onClick={() => {
                if (!live) return;
                const { [offer.takesBack ?? '']: places = '' } = live.values.value;
                const set = {
                  ...offer.set,
                  ...(offer.takesBack !== undefined && { [offer.takesBack]: String(places).slice(0, -PLACE_LENGTH) }),
                };
                // The offer concerns code that has already run.
                if (!live.waiting.value) live.trust({ ...live.values.value, ...set });
                // Its words describe the change, so no control need be unfolded.
                live.set(set);
              }}
            >
              <MathText text={offer.text} />
            </button>,
          ])}
        </p>
        {live?.silent.value && !error && (
          <p class="silence" role="status">
            No answer for some seconds: the script may still be loading, or the computation is slow here.{' '}
            <button type="button" class="try" onClick={() => live.restart()}>
              Start again
            </button>
          </p>
        )}
        {error && (
          <p class="error" role="alert">
            {error}{' '}
            <button type="button" class="try" onClick={() => live?.retry()}>
              Try again
            </button>{' '}
            <button type="button" class="try" onClick={() => live?.reset()}>
              Reset
            </button>
          </p>
        )}
      </div>
      {attack}
      <Aloud text={plainText(`${spec.title}: ${plain}`)} quiet={quiet} />
    </div>
  );
}

const WORDS: Record<Outcome, string> = { holds: 'Holds', fails: 'Fails', depends: 'Depends' };
/** Read aloud, where the claim is not seen above it. */
const HERE: Record<Outcome, string> = { holds: 'it holds', fails: 'it fails', depends: 'it depends' };
const FILLED: Record<Outcome, string> = {
  holds: 'M7 1.4a5.6 5.6 0 0 1 0 11.2 5.6 5.6 0 0 1 0-11.2',
  depends: 'M7 1.4a5.6 5.6 0 0 1 0 11.2z',
  fails: '',
};

/** ● holds, ◐ depends, ○ fails: distinguished by shape, not by colour. */
function OutcomeMark({ outcome }: { outcome: Outcome }) {
  return (
    <span class="outcome">
      <svg viewBox="0 0 14 14" aria-hidden="true">
        <circle cx="7" cy="7" r="5.6" />
        <path d={FILLED[outcome]} />
      </svg>
      {WORDS[outcome]}
    </span>
  );
}
