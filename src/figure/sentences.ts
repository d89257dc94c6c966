/** Sentences as tables: the first line whose condition is true is used. */
import type { Line, Presentation, Presented, Sentences, Verdict } from './experiment.ts';

const isTable = (words: string | Verdict | Sentences): words is Sentences => Array.isArray(words);

function lineOf(lines: Sentences): Line {
  const found = lines.find(([when]) => when);
  if (!found) throw new Error(`none of ${lines.length} sentences is true; end them with one that is: [true, …]`);
  return found;
}

const textOf = (words: string | Sentences): string => (isTable(words) ? lineOf(words)[1] : words);

function verdictOf(words: Verdict | Sentences): Verdict {
  if (!isTable(words)) return words;
  const [, text, outcome] = lineOf(words);
  return outcome === undefined ? { text } : { text, outcome };
}

/** The picture with the selected sentences. */
export function resolved({ verdict, summary, summaries: all, ...rest }: Presented): Presentation {
  return {
    ...rest,
    verdict: verdictOf(verdict),
    ...(summary !== undefined && { summary: textOf(summary) }),
    ...(all && { summaries: Object.fromEntries(Object.entries(all).map(([name, words]) => [name, textOf(words)])) }),
  };
}
