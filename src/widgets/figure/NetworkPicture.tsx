import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { isNumeric } from '../../engine/schema.ts';
import type { NetworkPanel } from '../../figure/panels/panel.ts';
import type { Figure } from '../page/figure.ts';
import type { NetworkLayout } from '../panels/network.ts';
import { paintNetwork } from '../panels/network-paint.ts';

interface Props {
  live: Figure;
  panel: NetworkPanel;
  layout: NetworkLayout;
}

/**
 * A painted network; above it the data sets to choose, and buttons for one unit less or more beside the name of each
 * layer.
 */
export function NetworkPicture({ live, panel, layout }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const look = useLook();
  const moving = live.moving.value;
  useLayoutEffect(() => {
    if (canvas.current) paintNetwork(canvas.current, panel, layout, moving);
  }, [panel, layout, look, moving]);
  return (
    <>
      <canvas ref={canvas} class="network-canvas" role="img" aria-label={panel.title} />
      {layout.titles.map(({ text, x, y, anchor, style }) => (
        <span
          key={`${text} ${x}`}
          class={`network-word ${style}`}
          data-anchor={anchor}
          style={`left:${x}px;top:${y}px`}
        >
          {text}
        </span>
      ))}
      <Counts panel={panel} layout={layout} />
      <Choices live={live} panel={panel} layout={layout} />
      <LayerSizes live={live} layout={layout} />
    </>
  );
}

/** Counts changes of the page's colours, by theme or printing. */
function useLook(): number {
  const [look, setLook] = useState(0);
  useEffect(() => {
    const changed = (): void => setLook((count) => count + 1);
    const theme = new MutationObserver(changed);
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    const paper = matchMedia('print');
    paper.addEventListener('change', changed);
    return () => {
      theme.disconnect();
      paper.removeEventListener('change', changed);
    };
  }, []);
  return look;
}

/** The number of correct points above each of several fields. */
function Counts({ panel: { fields, plane }, layout }: Pick<Props, 'panel' | 'layout'>) {
  if (fields.length < 2) return null;
  return (
    <>
      {layout.fields.map(({ x, y, width }, k) => (
        <span key={k} class="network-word" data-anchor="end" style={`left:${x + width + 5}px;top:${y - 14}px`}>
          <b>{fields[k]?.right}</b>
          {/* From this width on there is room for both beside a rule's name; the sentence contains them, too. */}
          {width > 180 && ` of ${plane.points?.length}`}
        </span>
      ))}
    </>
  );
}

function Choices({ live, panel: { choices }, layout }: Props) {
  if (!choices || layout.choices.length === 0) return null;
  return (
    <fieldset class="network-choices">
      <legend class="aloud">Data</legend>
      {choices.options.map(({ value, label, x: { length }, set }, k) => {
        const { x, y, width } = layout.choices[k] ?? { x: 0, y: 0, width: 0 };
        return (
          <label key={value} style={`left:${x}px;top:${y}px;width:${width}px`}>
            <input
              type="radio"
              name={`${live.spec.name}-picture`}
              value={value}
              checked={value === choices.at}
              onChange={() => live.set({ [choices.name]: value, ...set })}
            />
            <i data-empty={length === 0} style={`height:${width}px`} />
            <span>{label}</span>
          </label>
        );
      })}
    </fieldset>
  );
}

function LayerSizes({ live, layout }: Omit<Props, 'panel'>) {
  return (
    <>
      {layout.sizes.flatMap(({ layer, parameter: name, less, more, y }) => {
        const parameter = live.spec.schema[name];
        if (!parameter || !isNumeric(parameter)) return [];
        const units = Number(live.values.value[name]);
        const isNew = less === undefined;
        return [
          {
            by: -1,
            at: less,
            says: units > 1 ? `Take a unit from layer ${layer}` : `Take layer ${layer} out`,
          },
          { by: 1, at: more, says: isNew ? 'Add a layer' : `Add a unit to layer ${layer}` },
        ].map(({ by, at, says }) => {
          if (at === undefined) return null;
          const next = units + by;
          const isOver = next < parameter.min || next > parameter.max;
          return (
            <button
              type="button"
              class={by > 0 ? 'layer-size layer-more' : 'layer-size'}
              key={`${name} ${by}`}
              style={`left:${at}px;top:${y}px`}
              aria-label={says}
              title={says}
              // Not `disabled`, so that it keeps the focus after the last possible press.
              aria-disabled={isOver}
              onClick={() => {
                if (!isOver) live.set({ [name]: isNew ? 3 : next });
              }}
            >
              {by < 0 ? '\u2212' : '+'}
            </button>
          );
        });
      })}
    </>
  );
}
