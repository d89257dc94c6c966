import { isNumeric } from '../../engine/schema.ts';
import type { Figure } from '../page/figure.ts';
import type { NetworkLayout } from '../panels/network.ts';

interface Props {
  live: Figure;
  layout: NetworkLayout;
}

/** Beside the name of each layer of a network: a unit less, and a unit more. */
export function LayerSizes({ live, layout }: Props) {
  return (
    <>
      {layout.sizes.flatMap(({ layer, parameter: name, less, more, y }) => {
        const parameter = live.spec.schema[name];
        if (!parameter || !isNumeric(parameter)) return [];
        const units = Number(live.values.value[name]);
        return [
          {
            by: -1,
            at: less,
            sign: '\u2212',
            says: units > 1 ? `Take a unit from layer ${layer}` : `Take layer ${layer} out`,
          },
          { by: 1, at: more, sign: '+', says: `Add a unit to layer ${layer}` },
        ].map(({ by, at, sign, says }) => {
          const next = units + by;
          const isOver = next < parameter.min || next > parameter.max;
          return (
            <button
              type="button"
              class={by > 0 ? 'layer-size layer-more' : 'layer-size'}
              key={`${name} ${sign}`}
              style={`left:${at}px;top:${y}px`}
              aria-label={says}
              title={says}
              // It keeps the focus of whoever has pressed it as often as they could.
              aria-disabled={isOver}
              onClick={() => {
                if (!isOver) live.set({ [name]: next });
              }}
            >
              {sign}
            </button>
          );
        });
      })}
    </>
  );
}
