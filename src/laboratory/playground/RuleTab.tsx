import { useMemo } from 'preact/hooks';
import type { Trouble } from '../../python/errors.ts';
import { RuleBefore } from '../../widgets/code/RuleBefore.tsx';
import type { Bench } from './bench.ts';
import { CodeBox } from './CodeBox.tsx';
import { OWN_RULE } from './keeping.ts';
import { Sliders } from './Sliders.tsx';

/** The reader's rule as text, with a slider for each number that is named at its top. */
export function RuleTab({ bench }: { bench: Bench }) {
  const { own } = bench.settings.value;
  const wrong = bench.wrong.value;
  const trouble = useMemo(() => (wrong?.where === 'rule' ? withComfort(wrong) : undefined), [wrong]);
  const printed = bench.printed.value;
  const write = (text: string): void => bench.set({ own: { ...bench.settings.peek().own, text } });
  return (
    <>
      <RuleBefore name={OWN_RULE} now={own.text} put={write} />
      <CodeBox
        text={own.text}
        label="Your rule"
        trouble={trouble}
        read={() => bench.settings.peek().own.text}
        onChange={write}
      />
      {printed !== '' && (
        <details class="lab-printed">
          <summary>What it printed</summary>
          <pre>{printed}</pre>
        </details>
      )}
      <Sliders bench={bench} />
    </>
  );
}

/** Nothing on the sheet goes blank while a student types, and the sentence says so. */
const withComfort = (wrong: Trouble): Trouble => ({
  ...wrong,
  message: `${wrong.message} The last rule that worked goes on.`,
});
