import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { isNumeric, type Parameter, type Values } from '../../engine/schema.ts';
import type { Presentation } from '../../figure/experiment.ts';
import { schemaAt } from '../../figure/parameters/late.ts';
import { Controls } from '../controls/Controls.tsx';
import { inGroups } from '../controls/groups.ts';
import type { Figure } from '../page/figure.ts';
import { specOf } from '../page/find-spec.ts';
import type { Spec } from '../page/spec.ts';
import { arrange } from '../panels/arrange.ts';
import { MathText } from '../panels/MathText.tsx';
import { Once } from '../panels/once.ts';
import { Actions } from './Actions.tsx';
import { Gauge } from './Gauge.tsx';
import { LivePanels } from './LivePanels.tsx';
import { RunBar } from './RunBar.tsx';
import { EndlessTransport, NextRow, RunTransport } from './RunTransport.tsx';
import { Verdict } from './Verdict.tsx';

interface Props {
  /** Key of the figure's spec: see find-spec.ts. */
  specKey: string;
  /** The static pictures as built: the main one, the one under the controls, those in the fold, those below. */
  children?: ComponentChildren;
  beside?: ComponentChildren;
  more?: ComponentChildren;
  below?: ComponentChildren;
}

/** A live figure: the built pictures until the first result arrives, then the same panels drawn from it. */
export function ExperimentView({ specKey, children: main, beside, more, below }: Props) {
  const [spec] = useState(() => specOf(specKey));
  const [live, setLive] = useState<Figure>();
  useEffect(() => {
    void import('../page/page.ts').then(async ({ figureNamed, opened: allOpened }) => {
      await allOpened;
      const opened = figureNamed(spec.name);
      setLive(opened);
      if (opened && !waits(spec, opened)) void opened.run();
    });
  }, [spec]);

  const figure = useRef<HTMLDivElement>(null);
  const presentation: Presentation | null = live?.presentation.value ?? null;
  const values = live?.values.value ?? spec.defaults;
  const shown = presentation ?? spec.initial;
  const fitted = useMemo(() => ({ ...spec, schema: schemaAt(spec.schema, values) }), [spec, values, live]);
  // A scene has room only for sliders, and a button instead of a seed draws again.
  const isScene = spec.scene && !live?.workshop.value;
  const draws = isScene && spec.main.includes('seed');
  const sliders = isScene
    ? shown.main?.filter((name) => isNumeric(fitted.schema[name]) || isMarks(fitted.schema[name]))
    : shown.main;
  const seen = draws ? (sliders ?? spec.main).filter((name) => name !== 'seed') : sliders;
  const first = useSame(seen);
  const idle = useSame(shown.idle ?? NONE);
  const held = useMemo(
    () => ({ ...fitted, ...(first && { main: first }), hide: [...fitted.hide, ...idle] }),
    [first, idle, fitted],
  );
  const touched = useRef(false);
  const touch = () => {
    if (!live || touched.current || !waits(spec, live)) return;
    touched.current = true;
    if (live.count.value === 0) void live.run();
  };

  const isPresented = presentation !== null;
  // A click on the built picture is passed to the live one, so that an early Play is not lost.
  const early = useRef<MouseEvent | undefined>(undefined);
  useEffect(() => {
    const { clientX, clientY } = early.current ?? {};
    if (!isPresented || clientX === undefined || clientY === undefined) return;
    early.current = undefined;
    document
      .elementsFromPoint(clientX, clientY)
      .find((under) => under.matches('.click-plane, .guess-plane, .guess-picks') && figure.current?.contains(under))
      ?.dispatchEvent(new MouseEvent('click', { clientX, clientY }));
  }, [isPresented]);
  useEffect(() => {
    const run = figure.current?.querySelector('[data-runs]');
    if (!isPresented || !live || !run) return undefined;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return;
        observer.disconnect();
        // Does not start a run for a reader who is already using the figure.
        if (!figure.current?.contains(document.activeElement)) live.meet();
      },
      { threshold: 0.6 },
    );
    observer.observe(run);
    return () => observer.disconnect();
  }, [isPresented, live]);

  const folded = presentation ? arrange(presentation.panels, spec.shows).more.length : spec.more;
  // Cached: Preact skips an identical element, and a drag changes the values first and the picture a moment later.
  const at = useMemo(() => {
    const built = { main, beside, more, below };
    const made = (place: keyof typeof built) =>
      live && presentation ? (
        <LivePanels live={live} presentation={presentation} place={place} />
      ) : (
        <Once made={built[place]} />
      );
    return { main: made('main'), beside: made('beside'), more: made('more'), below: made('below') };
  }, [live, presentation]);
  const limits = useSame(shown.limits ?? NO_LIMITS);
  // Parts left out of the build are added after hydration, as an ordinary update.
  const bare = spec.bare === true && !live;
  // These two outlive pictures. They are rendered through `Once`: as parts of the tree they would keep all earlier
  // trees alive.
  const controls = useMemo(
    () =>
      bare ? (
        isScene && <NoControls spec={held} values={values} />
      ) : (
        <Controls spec={held} live={live} values={values} limits={limits} />
      ),
    [bare, held, live, values, limits],
  );
  const actions = useMemo(() => !bare && <Actions spec={spec} live={live} />, [bare, spec, live]);

  // An embed is a page about this figure only; in a chapter the figure belongs to its section.
  const Title = spec.embed ? 'h1' : 'p';
  // Classes, and not data: while a rule asks by :has for an attribute, Chromium restyles a page at each element that comes or goes.
  const states = { workshop: live?.workshop.value, moving: live?.moving.value, taken: live?.taken.value };
  const inScene = Object.entries(states).flatMap(([state, on]) => (spec.scene && on ? [`experiment-${state}`] : []));
  const classes = ['experiment-live', ...inScene].join(' ');

  return (
    <div
      ref={figure}
      class={classes}
      // The search finds a figure by its caption and its title, which is on the figure's own element.
      data-pagefind-ignore="all"
      data-live={presentation ? 'true' : 'false'}
      data-run={live?.count.value ?? 0}
      data-busy={live?.busy.value}
      // Not pointerenter, which also fires when the page scrolls under a resting mouse.
      onPointerMove={touch}
      onPointerDown={touch}
      onFocusCapture={touch}
      onPointerUp={(event) => {
        if (!isPresented) early.current = event;
      }}
    >
      <header class="experiment-head">
        <Title class="experiment-title">
          {spec.figure && `${spec.figure} `}
          <MathText text={spec.title} />
        </Title>
        <Once made={actions} />
        {spec.scene && <SceneDoor live={live} />}
      </header>
      <Messages live={live} />
      <div class="hand">
        <div class="watched">
          <div class="stage">
            {/* In a scene Play comes before the controls, so that a keyboard reaches it first. */}
            {spec.scene && spec.frames !== undefined && <EndlessTransport live={live} spec={spec} bare={bare} />}
            {at.main}
            {isScene && shown.gauge && <Gauge {...shown.gauge} ends={live?.isCut.value ? [] : shown.gauge.ends} />}
            {!spec.scene && spec.frames !== undefined && <EndlessTransport live={live} spec={spec} bare={bare} />}
            {(shown.steps ?? spec.initial.steps) !== undefined && !(isScene && spec.still) ? (
              <RunTransport live={live} spec={spec} steps={shown.steps} bare={bare} draws={draws} />
            ) : (
              isScene && spec.frames === undefined && <NextRow live={live} spec={spec} />
            )}
            <RunBar spec={spec} live={live} />
          </div>
          <Verdict live={live} spec={spec} shown={shown} />
        </div>
        <div class="grip">
          <Once made={controls} />
          {at.beside}
        </div>
      </div>
      {/* A place for editors opened by a layer above; empty here. */}
      <div class="under-hand" />
      {Math.max(spec.more, folded) > 0 && (
        // Reserves its space even without a panel at this step or for this rule, so that nothing below it moves.
        <details class="more more-panels" open={spec.unfolded} data-empty={folded === 0}>
          <summary>More panels ({folded || spec.more})</summary>
          <div class="panel-grid">{at.more}</div>
        </details>
      )}
      {at.below}
    </div>
  );
}

/**
 * The space of controls that are not built: a scene reserves it from the beginning, so that nothing moves when they
 * appear.
 */
const NoControls = ({ spec, values }: { spec: Spec; values: Values }) => (
  <div class="controls">
    <div class="control-grid">
      {inGroups(spec, [], values).seen.map((group) => (
        <div
          key={group.join(' ')}
          class={spec.schema[group[0] ?? '']?.kind === 'choice' ? 'control control-choice' : 'control'}
        />
      ))}
    </div>
  </div>
);

const NONE: readonly string[] = [];
const NO_LIMITS: NonNullable<Presentation['limits']> = {};

/** The previous object if the new data is equal to it: each answer of a worker is a new object. */
function useSame<T>(data: T): T {
  const kept = useRef(data);
  if (kept.current !== data && JSON.stringify(kept.current) !== JSON.stringify(data)) kept.current = data;
  return kept.current;
}

/** A choice between ways to continue, which changes no run. */
const isMarks = (parameter: Parameter | undefined): boolean =>
  parameter?.kind === 'choice' && parameter.onlyMarks === true;

/**
 * Embeds in other pages, and long experiments at their built settings, load and compute nothing until a reader touches
 * them. In its own window, which has no width for which a picture was built, somebody is already looking.
 */
function waits(spec: Spec, live: Figure): boolean {
  const isFramed = spec.embed && parent !== window;
  return isFramed || (spec.pace === 'long' && !live.changed.value);
}

/** A button that switches between a scene and its full figure, and between the reader's own run and the story. */
function SceneDoor({ live }: { live: Figure | undefined }) {
  const isOpen = live?.workshop.value ?? false;
  const isGuessed = live?.passage.value?.asks !== undefined && live.guess.value !== undefined && !live.taken.value;
  const door = useRef<HTMLButtonElement>(null);
  return (
    <div class="scene-door">
      {live?.taken.value && live.passage.value && (
        <button
          type="button"
          onClick={() => {
            live.workshop.value = false;
            if (live.passage.value) void live.tell(live.passage.value, { plays: false });
          }}
        >
          Back to the story
        </button>
      )}
      {live?.own.value && !live.taken.value && !isGuessed && (
        <button type="button" onClick={() => live.takeBack()}>
          Back to yours
        </button>
      )}
      {live && isGuessed && !live.moving.value && (
        <button
          type="button"
          onClick={() => {
            live.guess.value = undefined;
            if (live.passage.value) void live.tell(live.passage.value);
          }}
        >
          Guess again
        </button>
      )}
      <button
        type="button"
        ref={door}
        disabled={!live}
        aria-expanded={isOpen}
        onClick={() => {
          if (!live) return;
          live.workshop.value = !isOpen;
          // The way back leads to the passage: scene.ts.
          if (!isOpen) requestAnimationFrame(() => door.current?.closest('figure')?.scrollIntoView({ block: 'start' }));
        }}
      >
        {isOpen ? 'Close the workshop' : 'Workshop'}
      </button>
    </div>
  );
}

function Messages({ live }: { live: Figure | undefined }) {
  const messages = live?.messages.value ?? [];
  if (!live || messages.length === 0) return null;
  return (
    <div class="messages" role="status">
      <ul>
        {messages.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <button
        type="button"
        onClick={() => {
          live.messages.value = [];
        }}
      >
        Close
      </button>
    </div>
  );
}
