import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { OwnPointsProps } from '../points/props.ts';

let loaded: ComponentType<OwnPointsProps> | undefined;

/** Where a chart's points can be dragged, what drags them: few pages have such a chart, and the others do not fetch it. */
export function OwnPoints(props: OwnPointsProps) {
  const [Layer, setLayer] = useState(() => loaded);
  const { series } = props.panel;
  const wanted = series.some(({ drags }) => drags !== undefined && !props.live.spec.hide.includes(drags));
  useEffect(() => {
    if (!wanted || loaded) return;
    void import('../points/PointLayer.tsx').then(({ PointLayer }) => {
      loaded = PointLayer;
      setLayer(() => PointLayer);
    });
  }, [wanted]);
  return wanted && Layer ? <Layer {...props} /> : null;
}
