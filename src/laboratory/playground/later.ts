import { useEffect, useState } from 'preact/hooks';

/** A part of the page that is fetched when it is first wanted; undefined until it is there. */
export function useLater<Part>(wanted: boolean, fetch: () => Promise<Part>, failed: () => void): Part | undefined {
  const [part, setPart] = useState<Part>();
  useEffect(() => {
    if (!wanted || part) return;
    // A function in a state would be called.
    fetch().then((found) => setPart(() => found), failed);
  }, [wanted]);
  return part;
}
