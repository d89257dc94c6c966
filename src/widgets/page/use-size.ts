import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** In px. */
export interface Size {
  width: number;
  height: number;
}

/** In a closed fold a box has a size, but nobody sees its content. */
export function sizeOf(box: Element): Size {
  const { width, height } = box.checkVisibility() ? box.getBoundingClientRect() : { width: 0, height: 0 };
  const scale = scaleOf(box);
  return { width: width / scale, height: height / scale };
}

/** The magnification of an element relative to its page: on a slide. */
export const scaleOf = (element: Element | null): number =>
  Number(element?.closest<HTMLElement>('.slide')?.dataset['scale'] ?? 1);

/** Size of an element, updated whenever it changes; until it is known `first`, or undefined. */
export function useSize<First extends Size | undefined = undefined>(
  box: RefObject<Element | null>,
  first?: () => First,
): Size | First {
  // Safe: without `first` the state is undefined, and so is the type First.
  const [size, setSize] = useState<Size | First>(() => first?.() as First);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const read = (): void => {
      const now = sizeOf(element);
      setSize((old) => (old && old.width === now.width && old.height === now.height ? old : now));
    };
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    // A panel in a fold that opens only for printing has had no width until now, and printing does not wait for the
    // observer.
    addEventListener('beforeprint', read);
    return () => {
      observer.disconnect();
      removeEventListener('beforeprint', read);
    };
  }, [box]);
  return size;
}
