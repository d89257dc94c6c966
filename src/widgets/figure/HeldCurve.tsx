import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { CurveProps } from '../held/CurveLayer.tsx';

let loaded: ComponentType<CurveProps> | undefined;

/** The layer that takes hold of a curve: few pages have one, and the others do not fetch it. */
export function HeldCurve(props: CurveProps) {
  const [Layer, setLayer] = useState(() => loaded);
  useEffect(() => {
    if (loaded) return;
    void import('../held/CurveLayer.tsx').then(({ CurveLayer }) => {
      loaded = CurveLayer;
      setLayer(() => CurveLayer);
    });
  }, []);
  return Layer ? <Layer {...props} /> : null;
}
