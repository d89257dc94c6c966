import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { SurfacePanel } from '../../figure/panels/panel.ts';
import { draw, heightFor, layout } from '../../widgets/panels/index.ts';
import { Once } from '../../widgets/panels/once.ts';

/** The picture at the width it really has. */
export function PathPicture({ panel, uid }: { panel: SurfacePanel; uid: string }) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const read = (): void => setWidth(Math.round(element.getBoundingClientRect().width));
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const drawn = useMemo(
    () => (width > 0 ? draw(panel, layout(panel, width, heightFor(panel, width)), uid) : undefined),
    [panel, width, uid],
  );
  return (
    <div class="panel panel-surface task-picture">
      <div ref={box}>
        <Once made={drawn} />
      </div>
    </div>
  );
}
