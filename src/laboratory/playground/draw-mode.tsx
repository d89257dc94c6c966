import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { SurfaceLayout } from '../../widgets/panels/surface-layout.ts';
import type { Bench } from './bench.ts';

/** The layer in the place of the runs while a reader draws. */
interface DrawMode {
  over(placed: SurfaceLayout): ComponentChildren;
  bar: ComponentChildren;
  verdict: ComponentChildren;
  tab(leave: () => void): ComponentChildren;
}

type Parts = typeof import('../draw/index.ts');
export const drawParts = (): Promise<Parts> => import('../draw/index.ts');

/** The drawing of a path, fetched when its tab is first open. */
export function useDraw(bench: Bench, open: boolean): DrawMode | undefined {
  const [parts, setParts] = useState<Parts>();
  const [drawing, setDrawing] = useState<InstanceType<Parts['Drawing']>>();
  useEffect(() => {
    if (!open) return undefined;
    let [gone, made]: [boolean, InstanceType<Parts['Drawing']> | undefined] = [false, undefined];
    bench.pause();
    drawParts().then(
      (found) => {
        if (gone) return;
        made = new found.Drawing(bench);
        setParts(found);
        setDrawing(made);
      },
      () => {
        bench.trouble.value = 'Drawing could not be loaded. Check the connection, then open it again.';
      },
    );
    return () => {
      gone = true;
      made?.close();
      setDrawing(undefined);
    };
  }, [bench, open]);
  if (!open || !parts || !drawing) return undefined;
  const { DrawBar, DrawPlane, DrawTab, DrawVerdict } = parts;
  return {
    over: (placed) => <DrawPlane drawing={drawing} placed={placed} />,
    bar: <DrawBar drawing={drawing} />,
    verdict: <DrawVerdict drawing={drawing} />,
    tab: (leave) => <DrawTab drawing={drawing} leave={leave} />,
  };
}
