import { mathParts, unbroken } from './math-text.ts';

/** Plain text with its symbols set as mathematics: `2/λ_max`. */
export function MathText({ text }: { text: string }) {
  return (
    <>
      {mathParts(unbroken(text)).map((part, index) => {
        const key = `${index} ${part.text}`;
        if (part.kind === 'symbol')
          return (
            <i class="sym" key={key}>
              {part.text}
            </i>
          );
        if (part.kind === 'subscript') return <sub key={key}>{part.text}</sub>;
        if (part.kind === 'superscript') return <sup key={key}>{part.text}</sup>;
        return part.text;
      })}
    </>
  );
}
