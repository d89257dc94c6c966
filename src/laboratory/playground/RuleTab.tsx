import type { Bench } from './bench.ts';
import { Sliders } from './Sliders.tsx';

/** The reader's rule as text, with a slider for each number that is named at its top. */
export function RuleTab({ bench }: { bench: Bench }) {
  const { text } = bench.settings.value.own;
  return (
    <>
      <Listing text={text} />
      <Sliders bench={bench} />
    </>
  );
}

/** The text with the numbers of its lines: what there is before an editor is opened, without scripts, and on paper. */
export function Listing({ text }: { text: string }) {
  return (
    <pre class="lab-code">
      {text
        .replace(/\n$/, '')
        .split('\n')
        .map((line, i) => (
          <div key={i}>
            <i aria-hidden="true">{i + 1}</i>
            <code>{line === '' ? '\n' : painted(line)}</code>
          </div>
        ))}
    </pre>
  );
}

const PIECES =
  /(#.*$)|(?<=^[A-Za-z_]\w*\s*=\s*)([-+]?[\d.][\d.e-]*)|\b(def|return|if|else|elif|for|while|in|and|or|not|import|from|as)\b/g;

/** Comments, keywords and named numbers, each in its own way. */
function painted(line: string) {
  const parts = [];
  let from = 0;
  for (const match of line.matchAll(PIECES)) {
    parts.push(line.slice(from, match.index));
    const [piece, comment, value] = match;
    parts.push(comment ? <em>{piece}</em> : value ? <u>{piece}</u> : <b>{piece}</b>);
    from = match.index + piece.length;
  }
  return [...parts, line.slice(from)];
}
