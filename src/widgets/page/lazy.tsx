import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A layer over a panel that few pages have: loaded only if such a panel exists, and empty until then. */
export function lazy<Props extends object>(fetch: () => Promise<ComponentType<Props>>): ComponentType<Props> {
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
