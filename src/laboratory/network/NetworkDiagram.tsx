import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { PLANE } from './data-sets.ts';
import { type Diagram, layoutDiagram, lineWidth, type UnitBox, unitName } from './diagram.ts';
import { GRID, gridPlaces } from './grid.ts';
import { paintUnit, rangeOf, tintsOf } from './paint.ts';
import type { School } from './school.ts';
import { theme } from './theme.ts';

/** Pixels of a unit's picture. */
const PICTURE = { width: 96, height: 80 } as const;

/** The network: each unit a small picture of what it answers over the plane, each weight a line. */
export function NetworkDiagram({ school }: { school: School }) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState<number>();
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const frame = school.frame.value;
  const { hidden } = school.setup.value;
  const key = hidden.join(' ');
  const diagram = useMemo(() => (width ? layoutDiagram(key.split(' ').map(Number), width) : undefined), [width, key]);
  // A frame of another shape belongs to the network before.
  const fits = frame !== undefined && frame.answers.length === hidden.length + 1;
  return (
    <div class="net-diagram" ref={box} style={diagram && `height:${diagram.height}px`}>
      {diagram && fits && (
        <>
          <Edges diagram={diagram} school={school} />
          {diagram.units.map((unit) => (
            <UnitPicture key={`${unit.layer} ${unit.unit}`} unit={unit} side={diagram.side} school={school} />
          ))}
        </>
      )}
    </div>
  );
}

function Edges({ diagram, school }: { diagram: Diagram; school: School }) {
  const phi = school.frame.value?.phi;
  const { width, height, edges, titles } = diagram;
  return (
    <svg
      class="picture edges"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label="The network: a line for each weight, wider for a larger one, dashed for a negative one"
    >
      {titles.map(({ text, x, anchor }) => (
        <text key={`${text} ${x}`} class="axis" x={x} y={11} text-anchor={anchor}>
          {text}
        </text>
      ))}
      {edges.map(({ d, weight, key }) => {
        const value = phi?.[weight] ?? 0;
        return (
          <path
            key={key}
            d={d}
            class={value < 0 ? 'edge negative' : 'edge'}
            stroke-width={lineWidth(value, edges.length).toFixed(2)}
          />
        );
      })}
    </svg>
  );
}

let inputs: Float64Array | undefined;

/** A unit is a button: pressed, its answer stands on the large sheet. */
function UnitPicture({ unit: { layer, unit, x, y }, side, school }: { unit: UnitBox; side: number; school: School }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = school.frame.value;
  const { hidden, activation } = school.setup.value;
  const layers = hidden.length + 1;
  const painted = theme.value;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !frame) return;
    const image = context.createImageData(PICTURE.width, PICTURE.height);
    inputs ??= gridPlaces();
    const answers = layer === 0 ? inputs : frame.answers[layer - 1];
    const count = layer === 0 ? 2 : layer === layers ? 1 : (hidden[layer - 1] ?? 1);
    if (!answers || answers.length !== count * GRID.columns * GRID.rows) return;
    const [low, high] = unit === 0 ? PLANE.x : PLANE.y;
    const range = layer === 0 ? { low, high } : rangeOf(answers, layer === layers ? 'share' : activation);
    const pixels = new Uint32Array(image.data.buffer);
    paintUnit(
      pixels,
      PICTURE.width,
      PICTURE.height,
      { answers, units: count, unit, ...range },
      tintsOf(document.documentElement),
    );
    context.putImageData(image, 0, 0);
  }, [frame, layer, unit, layers, hidden, activation, painted]);
  const shown = school.shown.value;
  const isOutput = layer === layers;
  const pressed = isOutput ? shown === undefined : shown?.layer === layer - 1 && shown.unit === unit;
  const name = unitName(layer, unit, layers);
  const picture = <canvas ref={canvas} width={PICTURE.width} height={PICTURE.height} />;
  const style = `left:${x}px;top:${y}px;width:${side}px;height:${side}px`;
  if (layer === 0) {
    return (
      <span class="unit" style={style} role="img" aria-label={name}>
        {picture}
      </span>
    );
  }
  return (
    <button
      type="button"
      class="unit"
      style={style}
      aria-pressed={pressed}
      aria-label={`Show ${name} large`}
      onClick={() => {
        school.shown.value = isOutput || pressed ? undefined : { layer: layer - 1, unit };
      }}
    >
      {picture}
    </button>
  );
}
