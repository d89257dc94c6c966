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
    const read = (): void => {
      const { width, height } = element.getBoundingClientRect();
      setSize((old) => (old && old[0] === width && old[1] === height ? old : [width, height]));
    };
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return size;
}
