import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Aloud } from '../../widgets/figure/Aloud.tsx';
import { MathText } from '../../widgets/panels/MathText.tsx';
import { plainText } from '../../widgets/panels/math-text.ts';
import { Transport } from '../../widgets/transport/Transport.tsx';
import { type ChartLine, chartShape } from '../playground/chart-shape.ts';
import type { Piece } from '../playground/race-sentence.ts';
import { useSize } from '../playground/size.ts';
import { pointsOf } from './data-sets.ts';
import { NetworkControls } from './NetworkControls.tsx';
import { NetworkDiagram } from './NetworkDiagram.tsx';
import { dataName, networkVerdict } from './network-verdict.ts';
import { PlaneSheet } from './PlaneSheet.tsx';
import { School } from './school.ts';
import { watchTheme } from './theme.ts';
import { WeightsTable } from './WeightsTable.tsx';

const SPEEDS = [0.2, 1, 4, 16];

interface Props {
  /** The built page's sentence on its picture, and the picture. */
  said: readonly Piece[];
  children?: ComponentChildren;
}

/** A small network that learns while one watches. */
export function NetworkLab({ said, children }: Props) {
  const school = useMemo(() => new School(), []);
  const [live, setLive] = useState(false);
  const [kind, setKind] = useState<0 | 1>(1);
  useEffect(() => {
    setLive(true);
    void school.open();
    return watchTheme();
  }, [school]);
  const ready = school.frame.value !== undefined;
  const trouble = school.trouble.value;
  return (
    <section class="network-lab" aria-labelledby="network">
      <header>
        <h2 id="network">A network, unit by unit</h2>
        <p>Each square shows what one unit answers over the whole plane. Press Play and watch it learn.</p>
        <button type="button" disabled={!live} onClick={() => school.reset()}>
          Reset
        </button>
      </header>
      <div class="net-head">
        <NetworkTransport school={school} live={live} />
        {live && <NetworkControls school={school} kind={kind} setKind={setKind} />}
      </div>
      <div class="net-bench">
        {ready ? (
          <>
            <NetworkDiagram school={school} />
            <PlaneSheet school={school} kind={kind} />
          </>
        ) : (
          children
        )}
      </div>
      <div class="net-below">
        <div>
          <Caption school={school} said={said} />
        </div>
        <NetworkChart school={school} />
      </div>
      {trouble && (
        <p class="lab-trouble" role="alert">
          {trouble}
        </p>
      )}
      {live && <WeightsTable school={school} />}
    </section>
  );
}

function NetworkTransport({ school, live }: { school: School; live: boolean }) {
  const at = school.frame.value?.step;
  return (
    <div class="net-transport">
      <Transport
        label="Training"
        at={at}
        moving={school.playing.value}
        speed={school.speed.value}
        speeds={SPEEDS}
        disabled={!live}
        play={() => school.play()}
        pause={() => school.pause()}
        go={(to) => school.advance(to - (at ?? 0))}
        again={{ label: 'Begin again with new weights at step 0', begin: () => school.restart() }}
        setSpeed={(times) => {
          school.speed.value = times;
        }}
      />
    </div>
  );
}

function Caption({ school, said }: { school: School; said: readonly Piece[] }) {
  const setup = school.by.value;
  const frame = school.frame.value;
  const { data, noise, seed, points } = setup;
  const counts = useMemo(() => {
    const { train, test } = pointsOf({ data, noise, seed, points });
    return [train.y.length, test.y.length] as const;
  }, [data, noise, seed, points]);
  const pieces = frame ? networkVerdict(setup, frame, ...counts) : said;
  const text = `${dataName(setup)}. ${pieces.map((piece) => piece.text).join('')}`;
  const quiet = school.playing.value || (school.changes.value === 0 && frame?.step === 300);
  return (
    <>
      <p class="net-caption">
        <b>{dataName(setup)}</b>{' '}
        {pieces.map((piece, i) =>
          piece.live ? (
            <span class="live" key={i}>
              <MathText text={piece.text} />
            </span>
          ) : (
            piece.text
          ),
        )}{' '}
        <small>
          A line’s width is the size of the weight; dashed means negative. Deep means a high answer; the heavy line is
          where the output changes its mind. Press a square to see it large.
        </small>
      </p>
      <Aloud text={plainText(text)} quiet={quiet} />
    </>
  );
}

function NetworkChart({ school }: { school: School }) {
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box, undefined);
  const history = school.history.value;
  const count = history.length / 3;
  const column = (k: number) => Float64Array.from({ length: count }, (_, i) => history[3 * i + k] ?? Number.NaN);
  const x = column(0);
  const last = Math.max(1, x.at(-1) ?? 1);
  const all: ChartLine[] = [
    { look: 'own', name: 'learned', x, y: column(1) },
    { look: 'descent', name: 'kept back', x, y: column(2) },
  ];
  // Of the reader's own points none are kept back, and at first there are none at all.
  const lines = all.filter(({ y }) => y.some(Number.isFinite));
  return (
    <div class="lab-chart" ref={box}>
      {size &&
        lines.length > 0 &&
        chartShape(lines, last, last, {
          size,
          title: 'The loss on the points that are learned, and on those kept back',
        })}
    </div>
  );
}
