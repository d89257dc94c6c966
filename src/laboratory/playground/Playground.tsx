import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { SurfacePanel } from '../../figure/panels/panel.ts';
import { keepingSays } from '../../widgets/code/kept-text.ts';
import { Transport } from '../../widgets/transport/Transport.tsx';
import { Bench } from './bench.ts';
import { bringsCode, sameTexts } from './engine-rules.ts';
import { forget, hashOf, keep, keeping, keepOwnRule, kept, settingsOfLink } from './keeping.ts';
import { LossChart } from './LossChart.tsx';
import { useLater } from './later.ts';
import { Message } from './Message.tsx';
import { More } from './More.tsx';
import { RuleTab } from './RuleTab.tsx';
import { RuleTable } from './RuleTable.tsx';
import { Sheet } from './Sheet.tsx';
import { FIRST_RULE, firstSettings } from './settings.ts';
import { suggested, suggestions } from './suggestions.ts';
import { Tilt } from './Tilt.tsx';
import { useSettings } from './use-settings.ts';
import { Verdict } from './Verdict.tsx';

/** Runs as lists of numbers, as they stand in the built page. */
export interface Built {
  sheet: SurfacePanel;
  minima: readonly { x: number; y: number; loss: number }[];
  runs: readonly { x: readonly number[]; y: readonly number[]; loss: readonly number[] }[];
}

const TABS = { rule: 'Rule', loss: 'Loss', data: 'Data' } as const;
type Tab = keyof typeof TABS;
const tabs = Object.keys(TABS) as Tab[];

const otherTabs = () => import('./other-tabs.ts');
/** The code of a tab is fetched while the pointer is still on its way. */
const fetchers: Partial<Record<Tab, () => Promise<unknown>>> = { loss: otherTabs, data: otherTabs };

/** The page on which a path is drawn. */
const DRAW = `${import.meta.env.BASE_URL}laboratory/draw/`;

interface Props {
  built: Built;
  /** The picture of the built page, until the live one is there. */
  children?: ComponentChildren;
}

/** The playground: one sheet, four rules, and a reader who cannot break it. */
export function Playground({ built, children }: Props) {
  const bench = useMemo(() => new Bench(fromBuilt(built)), [built]);
  const [message, setMessage] = useState<string>();
  const [tab, setTab] = useState<Tab>('rule');
  const [more, setMore] = useState(false);
  const [live, setLive] = useState(false);
  const others = useLater(tab === 'loss' || tab === 'data', otherTabs, () => {
    bench.trouble.value = 'This part of the page could not be loaded. Check the connection, then open it again.';
  });

  useEffect(() => {
    setLive(true);
    const follow = async (): Promise<boolean> => {
      const linked = await settingsOfLink(location.hash);
      if (linked instanceof Error) setMessage(`${linked.message} The page shows what it had instead.`);
      if (!linked || linked instanceof Error) return false;
      // A link with a line was made where it was drawn.
      if (linked.isDrawn) location.replace(`${DRAW}${location.hash}`);
      // A text that has been written on this device may run.
      bench.waits.value = bringsCode(linked.settings) && !sameTexts(linked.settings, kept());
      keepOwnRule(kept()?.own.text, linked.settings.own.text);
      bench.open(linked.settings, linked.step);
      return true;
    };
    const begin = async (): Promise<void> => {
      const before = (await follow()) ? undefined : kept();
      if (before) bench.open(before);
      else bench.refresh();
      bench.settings.subscribe((now) => {
        if (!bench.waits.peek()) keep(now);
      });
    };
    void begin();
    const changed = (): void => void follow();
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, [bench]);

  const hash = (): Promise<string> => hashOf(bench.settings.peek(), bench.step.peek());
  const toDraw = async (event: MouseEvent): Promise<void> => {
    event.preventDefault();
    location.href = `${DRAW}${await hash()}`;
  };
  const copy = async (): Promise<void> => {
    const link = `${location.origin}${location.pathname}${location.search}${await hash()}`;
    history.replaceState(history.state, '', link);
    try {
      await navigator.clipboard.writeText(link);
      setMessage('The link to exactly this is copied. It carries all that you see, and no server reads it.');
    } catch {
      setMessage('The address of this page now leads to exactly this. Copy it from there.');
    }
  };
  const reset = (): void => {
    keepOwnRule(kept()?.own.text, FIRST_RULE);
    bench.waits.value = false;
    bench.reset();
    forget();
    setMessage(undefined);
    history.replaceState(history.state, '', location.pathname);
  };
  const wrong = bench.wrong.value;
  // An error without a place in a text stands below the texts: a run that took too long, or a problem of the engine's.
  const placeless = wrong && (wrong.where === undefined || wrong.where === 'problem') ? wrong.message : undefined;
  const trouble = bench.trouble.value ?? placeless;
  const wrongIn = (name: Tab): boolean =>
    wrong !== undefined &&
    wrong.where !== undefined &&
    tab !== name &&
    { rule: 'rule', loss: 'loss', data: 'model' }[name] === wrong.where;
  const aside = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    const next = tabs[(tabs.indexOf(tab) + by + tabs.length) % tabs.length] ?? 'rule';
    setTab(next);
    document.getElementById(`lab-tab-${next}`)?.focus();
  };

  return (
    <div class="playground" data-live={live}>
      <div class="lab-mast">
        <h1 id="_top">Laboratory</h1>
        <p>Write the update rule and watch it run against three others. Below, a network learns by it.</p>
        <div class="lab-acts">
          <Tilt bench={bench} live={live} />
          <button type="button" disabled={!live} onClick={reset}>
            Reset
          </button>
          <button type="button" disabled={!live} onClick={() => void copy()}>
            Copy link
          </button>
          <button
            type="button"
            disabled={!live}
            aria-expanded={more}
            aria-controls="lab-more"
            onClick={() => setMore(!more)}
          >
            More
          </button>
        </div>
      </div>
      <p class="lab-try">
        Try:{' '}
        {suggestions.map((one) => (
          <button
            key={one.text}
            type="button"
            class="plain"
            disabled={!live}
            onClick={() => {
              setTab('rule');
              bench.open(suggested(one, bench.settings.peek()), one.step);
            }}
          >
            {one.text}
          </button>
        ))}
      </p>
      <More bench={bench} open={more} />
      <Message text={message} close={() => setMessage(undefined)} />
      {bench.waits.value && (
        <div class="lab-waits" role="alert">
          <p>
            This link brings Python code that someone else wrote. It stands under Rule, Loss or Data, and has not run.
            It cannot reach anything outside this page’s sandbox.
          </p>
          <button type="button" class="plain" onClick={() => bench.allow()}>
            Run it
          </button>
          <button type="button" class="plain" onClick={reset}>
            Leave it
          </button>
        </div>
      )}
      {/* Until the page is alive, and without scripts for ever, nothing here can be set. */}
      <fieldset class="lab-bench" role="none" disabled={!live}>
        <div class="lab-stick">
          <Sheet bench={bench}>{children}</Sheet>
          <BenchTransport bench={bench} />
        </div>
        <Verdict bench={bench} />
        <div class="lab-side">
          <div class="lab-tabs" role="tablist" aria-label="What to change" onKeyDown={aside}>
            {tabs.map((name) => (
              <button
                key={name}
                type="button"
                role="tab"
                id={`lab-tab-${name}`}
                aria-controls={`lab-panel-${name}`}
                aria-selected={tab === name}
                tabIndex={tab === name ? 0 : -1}
                onPointerEnter={() => void fetchers[name]?.().catch(() => {})}
                onClick={() => setTab(name)}
              >
                {TABS[name]}
                {wrongIn(name) && <i class="mark" title="something is wrong there" />}
              </button>
            ))}
            <small>runs as you type</small>
          </div>
          <div id={`lab-panel-${tab}`} role="tabpanel" aria-labelledby={`lab-tab-${tab}`} class="lab-panel">
            {tab === 'rule' && <RuleTab bench={bench} />}
            {tab === 'loss' && others && <others.LossList bench={bench} />}
            {tab === 'data' && others && <others.DataTab bench={bench} />}
          </div>
          {keepingSays[keeping.value] !== '' && <p class="lab-trouble">{keepingSays[keeping.value]}</p>}
          {trouble !== undefined && (
            <p class="lab-trouble" role="alert">
              {trouble}{' '}
              <button type="button" class="plain" onClick={reset}>
                Reset
              </button>
            </p>
          )}
          <RuleTable bench={bench} />
          <LossChart bench={bench} />
        </div>
      </fieldset>
      <p class="lab-contest">
        Do you know how a run should go?{' '}
        <a href={DRAW} onClick={(event) => void toDraw(event)}>
          Draw its path on this loss
        </a>
        , and see which rule comes nearest.
      </p>
    </div>
  );
}

function fromBuilt({ sheet, minima, runs }: Built) {
  const columns = runs.map(({ x, y, loss }) => ({
    x: Float64Array.from(x),
    y: Float64Array.from(y),
    loss: Float64Array.from(loss),
  }));
  return { settings: firstSettings(), sheet, minima, runs: columns };
}

const SPEEDS = [0.5, 1, 2, 4];

function BenchTransport({ bench }: { bench: Bench }) {
  const { steps } = useSettings(bench, 'steps');
  return (
    <Transport
      label="Step by step"
      at={bench.step.value}
      last={steps}
      moving={bench.playing.value}
      speed={bench.speed.value}
      speeds={SPEEDS}
      play={() => bench.play()}
      pause={() => bench.pause()}
      go={(to) => bench.standAt(to)}
      setSpeed={(times) => {
        bench.speed.value = times;
      }}
    />
  );
}
