import { useEffect, useRef, useState } from 'preact/hooks';

/** Milliseconds without a change before something is read aloud: a drag or a text would otherwise speak at every move and key. */
const SETTLED = 600;

/**
 * Reads a text aloud once it has settled, and only where it is another than the last that was known. What changes while it is
 * `quiet` is told afterwards, the newest alone; what changes while it is `opening` is not.
 */
export function Aloud({ text, quiet = false, opening = false }: { text: string; quiet?: boolean; opening?: boolean }) {
  const [aloud, setAloud] = useState('');
  // What stands there as the page opens is read where it stands.
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
