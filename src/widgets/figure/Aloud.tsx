import { useEffect, useState } from 'preact/hooks';

/** Milliseconds without a change before something is read aloud: a drag or a text would otherwise speak at every move and key. */
const SETTLED = 600;

/** Reads a text aloud once it has settled. What changes while it is `quiet` is told afterwards, the newest alone. */
export function Aloud({ text, quiet = false }: { text: string; quiet?: boolean }) {
  const [aloud, setAloud] = useState('');
  useEffect(() => {
    if (quiet) return undefined;
    const timer = setTimeout(() => setAloud(text), SETTLED);
    return () => clearTimeout(timer);
  }, [text, quiet]);
  return (
    <p class="aloud" role="status">
      {aloud}
    </p>
  );
}
