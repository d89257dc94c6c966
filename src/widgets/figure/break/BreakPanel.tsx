import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Values } from '../../../engine/schema.ts';
import { breakText } from '../../../figure/break/break-text.ts';
import { BUDGET } from '../../../figure/break/budget.ts';
import { candidatesOf } from '../../../figure/break/candidates.ts';
import { type Finding, findBreak } from '../../../figure/break/find-turn.ts';
import { canonicalKey } from '../../../figure/parts.ts';
import { adoptStyles } from '../../page/adopt-styles.ts';
import type { Figure } from '../../page/figure.ts';
import { MathText } from '../../panels/MathText.tsx';
import { plainText } from '../../panels/math-text.ts';
import { BreakMap } from './BreakMap.tsx';
import styles from './break.css?inline';

interface Props {
  live: Figure;
  outcome: 'holds' | 'fails';
  close(): void;
}

adoptStyles(styles);

/** Minimum time between two displayed counts, milliseconds. */
const REFRESH = 100;

/** Searches from the values at its opening, and shows the result; closing it ends the search. */
export function BreakPanel({ live, outcome, close }: Props) {
  const { spec } = live;
  const [tried, setTried] = useState(0);
  const [finding, setFinding] = useState<Finding>();
  const [error, setError] = useState('');
  useEffect(() => {
    const ended = new AbortController();
    searchFrom(live, outcome, ended.signal, setTried).then(setFinding, (error: unknown) => {
      if (!ended.signal.aborted) setError(error instanceof Error ? error.message : String(error));
    });
    return () => ended.abort();
  }, [live, outcome]);
  const text = useMemo(() => finding && breakText(spec.schema, finding), [spec, finding]);
  // It opens under the verdict, which may be at the bottom of the window.
  const words = useRef<HTMLDivElement>(null);
  useEffect(() => words.current?.scrollIntoView({ block: 'nearest' }), [text]);

  /** The setting made by the panel itself. */
  const placed = useRef<Values | undefined>(undefined);
  /** Like a link in the prose, with its own history entry, so that Back returns. */
  const set = (values: Values): void => {
    placed.current = values;
    history.pushState(null, '');
    live.bring(values);
  };
  const same = (values: Values): boolean => canonicalKey(live.values.value) === canonicalKey(values);
  const movedOn = finding !== undefined && ![finding.now, placed.current].some((values) => values && same(values));
  const turned = finding?.turn ?? finding?.chance ?? (finding?.seedsNow?.values && { values: finding.seedsNow.values });

  return (
    <section
      class="break"
      aria-label={
        outcome === 'holds'
          ? `Break this claim: ${plainText(spec.title)}`
          : `Find where it holds: ${plainText(spec.title)}`
      }
    >
      <div class="break-said" ref={words}>
        {finding && text ? (
          <>
            <p>
              <MathText text={text.found.join(' ')} />
            </p>
            {movedOn && <p>You have changed the figure since; this was found from the previous settings.</p>}
            <p class="break-do">
              {turned && !same(turned.values) && (
                <button type="button" class="try" onClick={() => set(turned.values)}>
                  Set the figure there
                </button>
              )}
              {turned && same(turned.values) && (
                <button type="button" class="try" onClick={() => set(finding.now)}>
                  Set it back
                </button>
              )}
              <button type="button" class="break-close" onClick={close}>
                Close
              </button>
            </p>
          </>
        ) : (
          <p class="break-do">
            <span>{error ? `The search failed: ${error}.` : `Searching: tried ${triedText(tried)}.`}</span>
            <button type="button" class="break-close" onClick={close}>
              {error ? 'Close' : 'Stop'}
            </button>
          </p>
        )}
        <p class="aloud" role="status">
          {text ? plainText(text.found.join(' ')) : error || 'Searching.'}
        </p>
        {text && (
          <details class="break-searched">
            <summary>What was searched: {triedText(finding?.tried ?? 0)}</summary>
            <p>
              <MathText text={text.searched.join(' ')} />
            </p>
          </details>
        )}
      </div>
      {finding?.map && <BreakMap schema={spec.schema} finding={finding} map={finding.map} set={set} />}
    </section>
  );
}

const triedText = (tried: number): string => `${tried} ${tried === 1 ? 'setting' : 'settings'}`;

async function searchFrom(
  live: Figure,
  outcome: 'holds' | 'fails',
  signal: AbortSignal,
  count: (tried: number) => void,
): Promise<Finding> {
  const { schema, hide, pace } = live.spec;
  const now = live.values.peek();
  const candidates = pace === 'long' ? candidatesOf(schema, now, await live.ahead()) : [];
  const { evaluations: most, seconds } = BUDGET[pace];
  const began = performance.now();
  let shown = began;
  return findBreak({
    schema,
    now,
    outcome,
    hide,
    candidates,
    outcomeAt: (values) => {
      signal.throwIfAborted();
      return live.outcomeAt(values, signal);
    },
    spent: (evaluations) => Math.max(evaluations / most, (performance.now() - began) / (1000 * seconds)),
    progress: (tried) => {
      if (performance.now() - shown < REFRESH) return;
      shown = performance.now();
      count(tried);
    },
  });
}
