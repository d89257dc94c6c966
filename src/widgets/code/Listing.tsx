import type { PythonError } from '../../python/errors.ts';

/** Code with line numbers: shown until an editor is opened, without scripts, and on paper. */
export function Listing({ text, error }: { text: string; error?: PythonError | undefined }) {
  return (
    <span class="lab-code">
      {text
        .replace(/\n$/, '')
        .split('\n')
        .map((line, i) => (
          <span class="row" key={i} data-wrong={error?.line === i + 1}>
            <i aria-hidden="true">{i + 1}</i>
            <code>{line === '' ? '\n' : painted(line)}</code>
            {error?.line === i + 1 && (
              <span class="error-message">
                <b>Line {i + 1}.</b> {error.message}
              </span>
            )}
          </span>
        ))}
    </span>
  );
}

const PIECES =
  /(#.*$)|(?<=^[A-Za-z_]\w*\s*=\s*)([-+]?[\d.][\d.e-]*)|\b(def|return|if|else|elif|for|while|in|and|or|not|import|from|as)\b/g;

/** Marks comments, keywords and named numbers. */
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
