import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { keepingSays } from '../../widgets/code/kept-text.ts';
import { RuleBefore } from '../../widgets/code/RuleBefore.tsx';
import { csvFile } from '../../widgets/figure/csv-text.ts';
import { save } from '../../widgets/figure/save.ts';
import { CodeBox } from '../playground/CodeBox.tsx';
import { Message } from '../playground/Message.tsx';
import { Contest, KEPT, type Result, runsIn } from './contest.ts';
import { csvOf } from './csv.ts';
import { contestOfLink, keptContest, linkOf } from './link.ts';
import { ProblemTable } from './ProblemTable.tsx';
import { rateIn } from './rate.ts';
import { StandingsTable } from './StandingsTable.tsx';
import { BUDGETS, firstContest, MOST_SEED, seedIn } from './settings.ts';
import { verdictOf } from './verdict.ts';

interface Props {
  built: Result;
  children?: ComponentChildren;
}

/** The reader's rule against ours: its text, what is set, and the table. */
export function ContestPage({ built, children }: Props) {
  const contest = useMemo(() => new Contest(firstContest, built), [built]);
  const [message, setMessage] = useState<string>();
  const [live, setLive] = useState(false);

  useEffect(() => {
    setLive(true);
    const follow = async (): Promise<boolean> => {
      const linked = await contestOfLink(location.hash);
      // What was said of another link is over.
      setMessage(linked instanceof Error ? `${linked.message} The page shows what it had instead.` : undefined);
      if (!linked || linked instanceof Error) {
        if (!linked) contest.close(keptContest());
        return false;
      }
      contest.open(linked, keptContest().text);
      return true;
    };
    void follow().then((linked) => {
      if (!linked) contest.settings.value = keptContest();
    });
    const changed = (): void => void follow();
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, [contest]);

  const copy = async (): Promise<void> => {
    const link = await linkOf(contest.settings.peek());
    history.replaceState(history.state, '', link);
    try {
      await navigator.clipboard.writeText(link);
      setMessage('The link to this contest is copied. Whoever opens it sees your rule, and runs it with one press.');
    } catch {
      setMessage('The address of this page now leads to this contest. Copy it from there.');
    }
  };
  const saveTable = (): void => {
    const { standings, kinds, budget, seed } = contest.result.peek();
    save(csvFile(csvOf(standings, kinds, budget, seed)), 'contest.csv');
  };

  const settings = contest.settings.value;
  const result = contest.result.value;
  const progress = contest.progress.value;
  const trouble = contest.trouble.value;
  const keeping = keepingSays[contest.keeping.value];
  const rate = rateIn(settings.text);
  const said = verdictOf(result.standings);

  return (
    <div class="contest" data-live={live} data-running={progress !== undefined}>
      <div class="lab-mast">
        <h1 id="_top">A contest</h1>
        <p>
          Your rule against nine of ours, on ten kinds of problems, two of each, that none of them has been tuned on.
        </p>
        <div class="lab-acts">
          <button type="button" disabled={!live} onClick={() => void copy()}>
            Copy link
          </button>
          <button type="button" disabled={!live} onClick={saveTable}>
            Save as CSV
          </button>
        </div>
      </div>
      <Message text={message} close={() => setMessage(undefined)} />
      {contest.foreign.value && (
        <p class="lab-message" role="alert">
          This link brings a rule that someone else wrote. It has not run, and it can reach nothing outside this page’s
          sandbox. Read it, then run the contest.
        </p>
      )}
      {children}
      <div class="contest-bench">
        <div class="contest-enter">
          <h2>Your rule</h2>
          <RuleBefore name={KEPT} now={settings.text} put={(text) => contest.set({ text })} />
          <CodeBox
            text={settings.text}
            label="Your rule"
            trouble={trouble}
            read={() => contest.settings.peek().text}
            onChange={(text) => contest.set({ text })}
          />
          {keeping !== '' && <p class="lab-trouble">{keeping}</p>}
          {contest.printed.value !== '' && (
            <details class="lab-printed">
              <summary>What it printed</summary>
              <pre>{contest.printed.value}</pre>
            </details>
          )}
          <div class="contest-set">
            <label class="field">
              Seed
              <input
                class="number"
                type="number"
                min={1}
                max={MOST_SEED}
                value={settings.seed}
                disabled={!live}
                onChange={(event) => contest.set({ seed: seedIn(event.currentTarget.valueAsNumber) })}
              />
            </label>
            <fieldset>
              <legend>Gradients a run</legend>
              {BUDGETS.map((budget) => (
                <label key={budget}>
                  <input
                    type="radio"
                    name="contest-budget"
                    checked={settings.budget === budget}
                    disabled={!live}
                    onChange={() => contest.set({ budget })}
                  />
                  {budget}
                </label>
              ))}
            </fieldset>
            <label class="wide">
              <input
                type="checkbox"
                checked={settings.tune && rate !== undefined}
                disabled={!live || !rate}
                onChange={(event) => contest.set({ tune: event.currentTarget.checked })}
              />
              {rate
                ? `Tune ${rate.name} on ten other problems, as ours are tuned`
                : 'Name a rate, such as alpha = 0.1, at the top, and it can be tuned'}
            </label>
          </div>
          {progress ? (
            <div class="contest-run">
              <button type="button" class="plain" onClick={() => contest.cancel()}>
                Cancel
              </button>
              <progress value={progress.ran} max={progress.of} aria-label="Runs of your rule" />
              <span>
                {progress.ran} of {progress.of} runs: {progress.what}
              </span>
            </div>
          ) : (
            <div class="contest-run">
              <button type="button" class="enter" disabled={!live} onClick={() => void contest.run()}>
                Run the contest
              </button>
              <span>
                {runsIn(settings)} runs of your rule, {settings.tune && rate ? 'some ten' : 'a few'} seconds
              </span>
            </div>
          )}
          <p class="aloud" role="status">
            {progress ? 'The contest is running.' : contest.ended.value === '' ? '' : `${contest.ended.value} ${said}`}
          </p>
        </div>
        <div class="contest-table">
          <p class="contest-verdict">{said}</p>
          <StandingsTable result={result} />
        </div>
      </div>
      <ProblemTable result={result} />
    </div>
  );
}
