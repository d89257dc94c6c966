import { useEffect, useRef, useState } from 'preact/hooks';

/**
 * Milliseconds without a change before something is read aloud; otherwise every move of a drag and every key would be
 * announced.
 */
const SETTLED = 600;

/**
 * Reads a text aloud once it has settled, if it differs from the last known one. During `quiet` changes are held back,
 * and only the newest is announced afterwards; during `opening` none is.
 */
export function Aloud({ text, quiet = false, opening = false }: { text: string; quiet?: boolean; opening?: boolean }) {
  const [aloud, setAloud] = useState('');
  // The initial text is read as part of the page.
  const known = useRef(text);
  useEffect(() => {
    if (opening) known.current = text;
    if (quiet || text === known.current) return undefined;
    const timer = setTimeout(() => {
      known.current = text;
      setAloud(text);
    }, SETTLED);
    return () => clearTimeout(timer);
  }, [text, quiet, opening]);
  return (
    <p class="aloud" role="status">
      {aloud}
    </p>
  );
}
