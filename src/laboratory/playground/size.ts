import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** Width and height of an element in px, whenever they change; before they are known `first`, or nothing. */
export function useSize<First extends readonly [number, number] | undefined>(
  box: RefObject<HTMLElement | null>,
  first: First,
): readonly [number, number] | First {
  const [size, setSize] = useState<readonly [number, number] | First>(first);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setSize([element.clientWidth, element.clientHeight]));
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return size;
}
