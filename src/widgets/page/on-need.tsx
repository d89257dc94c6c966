import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A layer over a panel that few pages have: it is fetched where there is one, and is nothing until then. */
export function onNeed<Props extends object>(fetch: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  return (props) => {
    const [Layer, setLayer] = useState(() => loaded);
    useEffect(() => {
      if (loaded) return;
      void fetch().then((layer) => {
        loaded = layer;
        setLayer(() => layer);
      });
    }, []);
    return Layer ? <Layer {...props} /> : null;
  };
}
