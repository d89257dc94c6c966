import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Panel } from '../../figure/panels/panel.ts';
import { watchScrollers } from '../../widgets/page/scrollers.ts';
import { useSize } from '../../widgets/page/use-size.ts';
import { draw, heightFor, layout } from '../../widgets/panels/index.ts';
import { Once } from '../../widgets/panels/once.ts';

/** A panel at its real width. */
export function PanelPicture({ panel, uid }: { panel: Panel; uid: string }) {
  const box = useRef<HTMLDivElement>(null);
  const width = Math.round(useSize(box)?.width ?? 0);
  const drawn = useMemo(
    () => (width > 0 ? draw(panel, layout(panel, width, heightFor(panel, width)), uid) : undefined),
    [panel, width, uid],
  );
  useEffect(() => {
    if (box.current) watchScrollers(box.current);
  }, [drawn]);
  return (
    <div class={`panel panel-${panel.kind}`}>
      <div ref={box}>
        <Once made={drawn} />
      </div>
    </div>
  );
}
