interface Props {
  /** Of the row, for those who do not see it. */
  label: string;
  /** The step that is shown; undefined while nobody knows. */
  at: number | undefined;
  /** One of what is gone through. */
  noun?: string | undefined;
  /** The last step; a run that goes on by itself has none, and no rail. */
  last?: number;
  moving: boolean;
  speed: number;
  speeds: readonly number[];
  disabled?: boolean;
  /** There is nothing to play yet: the row keeps its room, empty. */
  isEmpty?: boolean;
  /** Only where the run stands is there: a page that nobody can press yet needs no more. */
  isBare?: boolean;
  play(): void;
  /** Where the run stands then. */
  pause(): void;
  go(to: number): void;
  /** In the place of a step back: begins a run that has no last step anew. */
  again?: { label: string; begin(): void };
  /** Makes the run anew with other draws. */
  draw?: (() => void) | undefined;
  setSpeed(times: number): void;
}

/** Plays a run, stops it, moves through it. Nothing here speaks while a run plays. */
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
  const { play, pause, go, again, draw, setSpeed } = props;
  const now = at ?? 0;
  return (
    <fieldset class="stepper" disabled={disabled} data-empty={isEmpty} data-endless={last === undefined}>
      <legend class="aloud">{label}</legend>
      {!isBare && (
        <>
          <button type="button" class="stepper-play" data-moving={moving} onClick={() => (moving ? pause() : play())}>
            {moving ? 'Pause' : 'Play'}
          </button>
          {draw && (
            <button type="button" class="stepper-draw" onClick={draw}>
              Draw again
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
            <div class="rail">
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
