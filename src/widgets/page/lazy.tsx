import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A component that few pages have: it is loaded when one is first rendered, and renders nothing until then. */
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
