interface Props {
  /** Name of the row for screen readers. */
  label: string;
  /** The current step; undefined while unknown. */
  at: number | undefined;
  /** The name of one step. */
  noun?: string | undefined;
  /** The last step; a run without an end has neither it nor a slider. */
  last?: number;
  moving: boolean;
  speed: number;
  speeds: readonly number[];
  disabled?: boolean;
  /** There is nothing to play yet: the row reserves its space. */
  isEmpty?: boolean;
  /** Shows only the current step: for pages without working buttons. */
  isBare?: boolean;
  /** Plays, or stops the motion. */
  playOrPause(): void;
  /** The button for the next passage, in a scene; null reserves its space. */
  next?: Next | null | undefined;
  go(to: number): void;
  /** Replaces a step back: restarts a run without a last step. */
  again?: { label: string; begin(): void };
  /** Repeats the run with other random draws. */
  draw?: { label: string; again(): void } | undefined;
  setSpeed(times: number): void;
}

interface Next {
  label: string;
  name: string;
  /** Nothing is left to be played here. */
  isReady: boolean;
  go(): void;
}

/** The button for the next passage; null: not available yet. */
export function NextButton({ next }: { next: Next | null }) {
  return (
    <button
      type="button"
      class="stepper-next"
      data-ready={next?.isReady ?? false}
      aria-label={next && next.name !== next.label ? next.name : undefined}
      disabled={!next}
      onClick={() => next?.go()}
    >
      {next?.label ?? 'Next'}
    </button>
  );
}

/** Controls that play, stop and step through a run. Nothing is read aloud while a run plays. */
export function Transport(props: Props) {
  const {
    label,
    at,
    noun = 'step',
    last,
    moving,
    speed,
    speeds,
    disabled = false,
    isEmpty = false,
    isBare = false,
  } = props;
  const { playOrPause, next, go, again, draw, setSpeed } = props;
  const now = at ?? 0;
  return (
    <fieldset class="stepper" disabled={disabled} data-empty={isEmpty} data-endless={last === undefined}>
      <legend class="aloud">{label}</legend>
      {!isBare && (
        <>
          <button
            type="button"
            class="stepper-play"
            data-moving={moving}
            data-first={last === undefined && at === 0 && !moving}
            onClick={playOrPause}
          >
            {moving ? 'Pause' : 'Play'}
          </button>
          {next !== undefined && <NextButton next={next} />}
          {draw && (
            <button type="button" class="stepper-draw" onClick={() => draw.again()}>
              {draw.label}
            </button>
          )}
          {again ? (
            <button type="button" class="stepper-again" aria-label={again.label} onClick={() => again.begin()}>
              again
            </button>
          ) : (
            <button type="button" aria-label="Previous step" disabled={now <= 0} onClick={() => go(now - 1)}>
              ←
            </button>
          )}
          {last !== undefined && (
            <div class="slider">
              <input
                type="range"
                aria-label="Step"
                aria-valuetext={`${noun} ${now} of ${last}`}
                min={0}
                max={last}
                value={now}
                onInput={(event) => go(Number(event.currentTarget.value))}
              />
            </div>
          )}
          <button
            type="button"
            aria-label="Next step"
            disabled={last !== undefined && now >= last}
            onClick={() => go(now + 1)}
          >
            →
          </button>
        </>
      )}
      <span class="stepper-at">
        <span class="stepper-word">{noun} </span>
        {last === undefined ? (
          <span>{at ?? '–'}</span>
        ) : (
          <span style={`min-width:${`${last} of ${last}`.length / 2}em`}>
            {now} of {last}
          </span>
        )}
      </span>
      {!isBare && (
        <select aria-label="Speed" value={speed} onChange={(event) => setSpeed(Number(event.currentTarget.value))}>
          {speeds.map((times) => (
            <option key={times} value={times} selected={times === speed}>
              {times}×
            </option>
          ))}
        </select>
      )}
    </fieldset>
  );
}
