import { useEffect, useMemo } from 'preact/hooks';
import type { CodeParameter } from '../../engine/schema.ts';
import { messageWithLine } from '../../python/error-message.ts';
import { Aloud } from '../page/Aloud.tsx';
import { adoptStyles } from '../page/adopt-styles.ts';
import type { Figure } from '../page/figure.ts';
import { CodeField } from './CodeField.tsx';
import inPlaceStyles from './code-in-place.css?inline';
import listingStyles from './listing.css?inline';
import { NumberSliders } from './NumberSliders.tsx';
import { RuleBefore } from './RuleBefore.tsx';
import { prepareRule } from './RuleEditor.tsx';
import { RuleText } from './rule-text.ts';

adoptStyles(listingStyles);
adoptStyles(inPlaceStyles);

/** A rule that is not being edited shows only its last lines, which are its step; the style sheet counts them, too. */
const FEW = 3;

interface Props {
  live: Figure;
  name: string;
  parameter: CodeParameter;
}

/** Code in place of its control: a listing until it is touched, with a slider for each number named at its top. */
export function CodeInPlace({ live, name, parameter }: Props) {
  const defines: string = parameter.defines ?? 'rule';
  const rule = useMemo(() => new RuleText(live, name), [live, name]);
  useEffect(() => {
    void rule.open();
    return () => rule.close();
  }, [rule]);
  const text = rule.text.value;
  const wrong = live.wrong.value;
  // The rule shows its own errors and those without a line; a loss or a model shows those in its own code.
  const isProblem = wrong?.where === 'loss' || wrong?.where === 'model';
  const error = isProblem === (defines !== 'rule') ? wrong : undefined;
  const lines = text.trimEnd().split('\n').length;
  const isShort = defines === 'rule' && lines > FEW + 1;
  const spec = { ...live.spec, name: `${live.spec.name}-${name}-own` };
  return (
    <div class={isShort ? 'code-in-place code-short' : 'code-in-place'}>
      <CodeField
        text={text}
        label={rule.title}
        button={`${rule.title}: edit it`}
        error={error}
        read={() => rule.text.peek()}
        onChange={(next) => rule.write(next)}
        onReach={prepareRule}
      >
        {() => isShort && <span class="code-word">All {lines} lines</span>}
      </CodeField>
      {error && error.line === undefined && <p class="control-hint">{error.message}</p>}
      {rule.isEmptied.value && <p class="control-hint">Nothing is written here, so the last rule runs on.</p>}
      <Aloud text={error ? messageWithLine(error) : ''} />
      {defines === 'rule' && live.printed.value !== '' && (
        <details>
          <summary>Output</summary>
          <pre>{live.printed.value}</pre>
        </details>
      )}
      <div class="code-sliders">
        <NumberSliders numbers={rule.numbers.value} spec={spec} set={(number, to) => rule.setNumber(number, to)} />
      </div>
      {/* Appears and disappears, so it is below the buttons. */}
      <RuleBefore name={name} now={text} put={(before) => rule.give(before)} />
    </div>
  );
}
