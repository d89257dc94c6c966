import { Aloud } from '../../widgets/figure/Aloud.tsx';
import { MathText } from '../../widgets/panels/MathText.tsx';
import { plainText } from '../../widgets/panels/math-text.ts';
import type { Bench } from './bench.ts';
import { contestants } from './contestants.ts';
import { verdictOf } from './race-sentence.ts';

/** One sentence on the four runs, read aloud after a change once it has settled. */
export function Verdict({ bench }: { bench: Bench }) {
  const { minima, sheet } = bench.shown.value;
  const [x, y] = [sheet.x.domain, sheet.y.domain];
  const all = contestants(bench.shown.value).map(({ spoken, own, run }) => ({ name: spoken, own, run }));
  const { own: mine, rivals } = bench.shown.value.settings;
  const ticked = [mine, ...rivals].filter((rule) => rule?.on).length;
  const step = bench.step.value;
  const pieces = verdictOf(all, step, { minima, x, y, ticked });
  const said = pieces.map(({ text }) => text).join('');
  return (
    <div class="lab-verdict">
      <b>This run</b>
      <p>
        {pieces.map(({ text, live }, i) =>
          live ? (
            <span class="live" key={i}>
              <MathText text={text} />
            </span>
          ) : (
            text
          ),
        )}
      </p>
      <Aloud text={plainText(said)} quiet={bench.playing.value} opening={bench.untouched.value} />
    </div>
  );
}
