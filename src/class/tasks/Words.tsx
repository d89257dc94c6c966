import { MathText } from '../../widgets/panels/MathText.tsx';

/** Sentences of a task: code between backticks, symbols set as in labels. */
export function Words({ text }: { text: string }) {
  return (
    <>
      {text.split('`').map((part, k) => (k % 2 === 1 ? <code key={k}>{part}</code> : <MathText key={k} text={part} />))}
    </>
  );
}
