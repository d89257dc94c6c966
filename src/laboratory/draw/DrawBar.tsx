import { useEffect, useState } from 'preact/hooks';
import { plainText } from '../../widgets/panels/math-text.ts';
import { Pieces } from './DrawTab.tsx';
import { answerOf } from './draw-sentences.ts';
import type { Drawing } from './drawing.ts';

/** Below the sheet: what takes a line back, and how far the search has come. */
export function DrawBar({ drawing }: { drawing: Drawing }) {
  const { sketch } = drawing.bench.settings.value;
  const answer = drawing.answer.value;
  const busy = drawing.busy.value;
  return (
    <div class="draw-bar" role="group" aria-label="Your line">
      <button type="button" disabled={sketch.length === 0} onClick={() => drawing.takeBack()}>
        Take back a point
      </button>
      <button type="button" disabled={sketch.length === 0} onClick={() => drawing.clear()}>
        Clear
      </button>
      <span class="tried">
        {answer && answer.tried > 0 && (
          <>
            <b>{answer.tried}</b> runs tried
          </>
        )}
      </span>
      {busy && (
        <button type="button" class="stop" onClick={() => drawing.stop()}>
          Stop
        </button>
      )}
      <i class="share" aria-hidden="true" style={`width:${busy ? Math.round(100 * (answer?.share ?? 0)) : 0}%`} />
      <p class="aloud" role="status">
        {drawing.said.value}
      </p>
    </div>
  );
}

/** One sentence on the nearest run, in the place of the verdict on the four rules. */
export function DrawVerdict({ drawing }: { drawing: Drawing }) {
  const answer = drawing.answer.value;
  const done = answer?.done === true;
  const pieces = answer && answer.best.length > 0 ? answerOf(answer.best, answer.free === true) : undefined;
  const said = done && pieces ? plainText(pieces.map(({ text }) => text).join('')) : '';
  const [aloud, setAloud] = useState('');
  useEffect(() => setAloud(said), [said]);
  return (
    <div class="lab-verdict">
      <b>Your line</b>
      <p>
        {answer?.trouble ??
          (pieces ? (
            <Pieces of={done || !drawing.busy.value ? pieces : [{ text: 'So far: ' }, ...pieces]} />
          ) : (
            'Draw how a run should go, and the rule is sought that comes nearest to it, with its numbers.'
          ))}
      </p>
      <p class="aloud" role="status">
        {aloud}
      </p>
    </div>
  );
}
