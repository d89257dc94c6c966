import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** In px. */
export interface Size {
  width: number;
  height: number;
}

/** In a closed fold a box has a size, but nobody sees what is drawn there. */
export function sizeOf(box: Element): Size {
  const { width, height } = box.checkVisibility() ? box.getBoundingClientRect() : { width: 0, height: 0 };
  const scale = scaleOf(box);
  return { width: width / scale, height: height / scale };
}

/** How many times larger than on its page it is seen: on a slide. */
export const scaleOf = (element: Element | null): number =>
  Number(element?.closest<HTMLElement>('.slide')?.dataset['scale'] ?? 1);

/** Size of an element, whenever it changes; before it is known `first`, or undefined. */
export function useSize<First extends Size | undefined = undefined>(
  box: RefObject<Element | null>,
  first?: () => First,
): Size | First {
  // Without a first one it is undefined, which is then what First is.
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
    // A panel in a fold that opens only on paper has had no width until now, and paper does not wait for the observer.
    addEventListener('beforeprint', read);
    return () => {
      observer.disconnect();
      removeEventListener('beforeprint', read);
    };
  }, [box]);
  return size;
}
