import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Presentation } from '../../figure/experiment.ts';
import type { ChartPanel, Handle, Panel } from '../../figure/panels/panel.ts';
import { DragHandle } from '../controls/DragHandle.tsx';
import { placeIn, STILL } from '../controls/pointer.ts';
import { StepHandle } from '../controls/StepHandle.tsx';
import type { Figure } from '../page/figure.ts';
import { lazy } from '../page/lazy.tsx';
import { watchScrollers } from '../page/scrollers.ts';
import { sizeOf, useSize } from '../page/use-size.ts';
import { type Aged, aged, onWay, unended, unmarked, withBefore, withoutHiddenRing } from '../panels/altered.ts';
import { arrange } from '../panels/arrange.ts';
import { filled } from '../panels/filled.ts';
import {
  draw,
  handles,
  heightFor,
  kindOf,
  layout,
  nearestStep,
  type PanelLayout,
  pickedAt,
  planes,
} from '../panels/index.ts';
import { MathText } from '../panels/MathText.tsx';
import { Once } from '../panels/once.ts';
import { canPlay, drawPartialRun, hasNames } from '../panels/partial-run.ts';
import { ClickPlane } from './ClickPlane.tsx';
import { GuessLayer, guessOn, withPick } from './GuessLayer.tsx';

const HeldCurve = lazy(async () => (await import('../held/CurveLayer.tsx')).CurveLayer);
const PointLayer = lazy(async () => (await import('../points/PointLayer.tsx')).PointLayer);
const NetworkPicture = lazy(async () => (await import('./NetworkPicture.tsx')).NetworkPicture);

interface Props {
  live: Figure;
  presentation: Presentation;
  place: 'main' | 'beside' | 'more' | 'below';
}

/** The panels of one place in a figure, as in the built page, drawn at their real width. */
export function LivePanels({ live, presentation, place }: Props) {
  const { steps, panels } = presentation;
  const inPlace = arrange(panels, live.spec.shows, live.spec.beside)[place] ?? [];
  return (
    <>
      {(isPanel(inPlace) ? [inPlace] : inPlace).map((panel) => {
        const shown = <LivePanel key={panel.name} live={live} panel={panel} steps={steps} place={place} />;
        return kindOf(panel).folded?.(panel) ? (
          <details class="panel-fold" key={panel.name}>
            <summary>
              <MathText text={panel.title} />
            </summary>
            {shown}
          </details>
        ) : (
          shown
        );
      })}
    </>
  );
}

const isPanel = (there: Panel | readonly Panel[]): there is Panel => 'kind' in there;

interface PanelProps {
  live: Figure;
  panel: Panel;
  place: Props['place'];
  steps: number | undefined;
}

/** How much of a run is drawn: if its figure asks what will happen, the rest must not give the answer away. */
function drawnOf({ isCut, upTo, standing, spec }: Figure): 'whole' | 'cut' | 'asked' {
  if (!isCut.value) return 'whole';
  if (spec.scene) return 'asked';
  return spec.opens !== undefined && standing.value === spec.opens && upTo.value === spec.opens ? 'asked' : 'cut';
}

/** A panel as drawn while a run is played: without the marks of one iteration, and with the fit of that moment. */
function onTheWay({ isCut, moving, midway, spec }: Figure, panel: Panel): Panel {
  if (!isCut.value) return panel;
  const same = ({ name, kind }: Panel) => name === panel.name && kind === panel.kind;
  const way = midway.value?.panels.find(same);
  if (!canPlay(panel)) return way ?? panel;
  const now = onWay(panel, way);
  const shown = spec.scene || hasNames(now) ? unended(now) : now;
  return moving.value ? unmarked(shown) : shown;
}

/** The runs still from the previous code, because the newest has a mistake. */
function agedBy({ wrong }: Figure): Aged {
  if (!wrong.value) return 'none';
  return wrong.value.where === 'loss' || wrong.value.where === 'model' ? 'all' : 'own';
}

function LivePanel({ live, panel: made, steps, place }: PanelProps) {
  const box = useRef<HTMLDivElement>(null);
  // The same size as built: the page need not be laid out with an empty box before the first drawing.
  const size = useSize(box, () => {
    const figure = document.getElementById(live.spec.name);
    const built = figure?.querySelector(`[data-panel="${CSS.escape(made.name)}"] > .panel-box`);
    return built ? sizeOf(built) : undefined;
  });
  const isFilled = live.spec.scene && place === 'main' && made.kind === 'surface' && made.fills && size;
  const old = aged(made, agedBy(live));
  const before = live.pinned.value ? withBefore(old, live.hasPin.value ? 'pinned' : 'the run before') : old;
  const named = useMemo(() => withPick(live, before), [before, live.guess.value, live.passage.value, live.taken.value]);
  const whole = isFilled && named.kind === 'surface' ? filled(named, size.width, size.height) : named;
  const bare = withoutHiddenRing(onTheWay(live, whole), live.spec.hide);
  const guess = live.spec.scene && place === 'main' ? guessOn(live, bare) : undefined;
  const panel = useMemo(
    () => (guess && bare.kind === 'surface' ? { ...bare, guess } : bare),
    [bare, JSON.stringify(guess)],
  );
  const runs = steps !== undefined && canPlay(panel);

  const kind = kindOf(panel);
  // Text laid out by the browser has its own height; a box in the style sheet has its height there.
  const flows = kind.form === 'text';
  const isFitted = kind.fitted !== undefined && (size?.width ?? 0) >= kind.fitted;
  const isGiven = flows || kind.boxed || (isFitted && live.spec.scene && place === 'main' && !live.workshop.value);
  const height = size && (isGiven ? size.height : heightFor(panel, size.width));
  const width = size?.width ?? 0;
  // An unchanged panel is the same object: it is neither laid out nor drawn again.
  const drawn = useMemo(
    () => (width > 0 && (flows || height) ? layout(panel, width, height ?? 0) : undefined),
    [panel, width, height, flows],
  );
  const { equations, name } = live.spec;
  const uid = `${name}-${panel.name.replaceAll(/\W+/g, '-')}`;
  const isPainted = panel.kind === 'network';
  const picture = useMemo(
    () => drawn && !isPainted && draw(panel, drawn, uid, { equations }),
    [panel, drawn, uid, equations],
  );
  const flowing = flows && drawn !== undefined;
  useEffect(() => {
    if (flowing && box.current) watchScrollers(box.current);
  }, [flowing]);
  const linked = steps !== undefined && kind.linked?.(panel) === true;
  // A second click after a guess does not move the start, which would remove the guess.
  const isGuessed = live.passage.value?.asks !== undefined && live.guess.value !== undefined && !live.taken.value;

  /** The place picked before the pointer hovered over another one, which is shown only during hovering. */
  const picked = useRef<Record<string, number> | undefined>(undefined);
  /** At the last press, the place under the pointer was picked already, rather than only hovered over. */
  const wasPicked = useRef(true);
  const pressed = useRef<readonly [number, number] | undefined>(undefined);
  const pick = (there: Record<string, number> | undefined): void => {
    const shown = there ?? picked.current;
    const [[name, place] = []] = Object.entries(shown ?? {});
    if (name === undefined || !shown) return;
    const now = Number(live.values.value[name]);
    picked.current = there && (picked.current ?? { [name]: now });
    if (now !== place) live.set(shown);
  };

  const hover = (event: PointerEvent): void => {
    if (!drawn || live.dragging.value || event.pointerType === 'touch') return;
    if (!linked && panel.kind !== 'network') return;
    const [px, py] = placeIn(box, event);
    if (linked) live.hover(nearestStep(panel, drawn, px, py));
    else pick(pickedAt(planes(panel, drawn), px, py));
  };
  /** A press on a chart over iterations moves the run to the iteration under it, also without hover. */
  const go = ({ target, clientX, clientY }: PointerEvent): void => {
    const [fromX, fromY] = pressed.current ?? [Number.NaN, Number.NaN];
    pressed.current = undefined;
    if (!(Math.hypot(clientX - fromX, clientY - fromY) <= STILL)) return;
    if (!drawn || !kind.stepped?.(panel) || live.spec.still || live.asks.value !== undefined) return;
    // Elements on the chart handle the press themselves.
    if (target instanceof Element && target.closest('.handle, .click-plane, button, a')) return;
    const step = nearestStep(panel, drawn, ...placeIn(box, { clientX, clientY }));
    if (step === undefined) return;
    live.taken.value = true;
    live.standAt(step);
    // The arrow keys continue from there.
    const figure = box.current?.closest('.experiment');
    figure?.querySelector<HTMLElement>('.stepper .slider input')?.focus({ preventScroll: true });
  };
  const leave = (): void => {
    if (live.dragging.value) return;
    live.hover(undefined);
    pick(undefined);
  };

  return (
    <div class={`panel panel-${panel.kind}`} data-panel={panel.name} data-old={old !== made}>
      <div
        class="panel-box"
        ref={box}
        style={drawn?.kind === 'network' && !isGiven ? `height:${drawn.height}px` : undefined}
        data-runs={runs ? drawnOf(live) : undefined}
        onPointerMove={hover}
        onPointerLeave={leave}
        // A pressed place stays selected.
        onPointerDown={({ button, clientX, clientY }) => {
          const before = Object.entries(picked.current ?? {});
          wasPicked.current = before.every(([name, place]) => live.values.peek()[name] === place);
          picked.current = undefined;
          pressed.current = button === 0 ? [clientX, clientY] : undefined;
        }}
        onPointerUp={go}
      >
        {panel.kind === 'network' && drawn?.kind === 'network' ? (
          <NetworkPicture live={live} panel={panel} layout={drawn} />
        ) : (
          <Once made={picture} />
        )}
        {runs && drawn && live.isCut.value && (
          <PartialRun
            live={live}
            panel={live.spec.scene || hasNames(whole) ? { ...whole, ...(guess && { guess }) } : panel}
            drawn={drawn}
            uid={`${uid}-partial`}
          />
        )}
        {kind.stepped?.(panel) && steps !== undefined && <StepCursor live={live} steps={steps} title={panel.title} />}
        {drawn &&
          !isGuessed &&
          planes(panel, drawn).map((plane, i) => <ClickPlane key={i} live={live} plane={plane} frame={box} />)}
        {drawn && live.spec.scene && place === 'main' && (
          <GuessLayer live={live} panel={panel} drawn={drawn} frame={box} />
        )}
        {drawn && panel.kind === 'chart' && hasOwnPoints(panel, live) && (
          <PointLayer live={live} panel={panel} drawn={drawn} frame={box} />
        )}
        {drawn &&
          handles(panel, drawn).map(({ handle, coordinates }) => {
            const Ring = ringOf(handle);
            return (
              <Ring
                key={handle.x ?? handle.adds ?? handle.picks?.name ?? handle.holds?.shift}
                live={live}
                handle={handle}
                coordinates={coordinates}
                frame={box}
                wasPicked={wasPicked}
              />
            );
          })}
      </div>
    </div>
  );
}

/** Whether its points can be dragged: in a scene with a draggable curve only the curve can. */
const hasOwnPoints = ({ series, handle }: ChartPanel, { spec, workshop }: Figure): boolean =>
  series.some(({ drags }) => drags !== undefined && !spec.hide.includes(drags)) &&
  !(handle?.holds && spec.scene && !workshop.value);

function ringOf({ adds, holds }: Handle) {
  if (holds) return HeldCurve;
  return adds === undefined ? DragHandle : StepHandle;
}

/** The played part of a run, drawn over the whole run, which is faint. Only this is redrawn in each frame. */
function PartialRun({ live, panel, drawn, uid }: { live: Figure; panel: Panel; drawn: PanelLayout; uid: string }) {
  const t = live.upTo.value;
  return t === undefined ? null : drawPartialRun(panel, drawn, uid, t, live.event.value?.label);
}

/** Moves through the iterations by keyboard: focus the chart, then use the arrow keys. */
function StepCursor({ live, steps, title }: { live: Figure; steps: number; title: string }) {
  const iteration = live.iteration.value ?? steps;
  const move = (event: KeyboardEvent): void => {
    const by = {
      ArrowRight: 1,
      ArrowUp: 1,
      ArrowLeft: -1,
      ArrowDown: -1,
      PageUp: 10,
      PageDown: -10,
      Home: -steps,
      End: steps,
    }[event.key];
    if (by === undefined) {
      if (event.key === 'Escape') live.stand(live.spec.stepper?.start);
      return;
    }
    event.preventDefault();
    live.stand(Math.min(steps, Math.max(0, iteration + by)));
  };
  return (
    <div
      class="step-cursor"
      role="slider"
      tabIndex={0}
      aria-label={`Step shown, ${title}`}
      aria-valuemin={0}
      aria-valuemax={steps}
      aria-valuenow={iteration}
      aria-valuetext={`step ${iteration} of ${steps}`}
      onKeyDown={move}
      onBlur={() => live.stand(live.spec.stepper?.start)}
    />
  );
}
