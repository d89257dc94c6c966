/**
 * Finds answers shared by several sheets that are suspicious because they go beyond what many students would write
 * independently.
 */
import { withoutRemarks } from '../../python/remarks.ts';
import type { Usual } from './catalogue.ts';
import type { Judged } from './judge.ts';
import { byLabel, type CheckedSheet, twinsIn } from './table.ts';

/**
 * Characters of a written answer, or of a program beyond what its task needs, that two people are unlikely to share.
 */
export const LONG = 40;
/** Characters of invented names and comments that two people are unlikely to share. */
export const OWN = 20;

export interface Copy {
  label: string;
  /** In the order of the pages. */
  answers: { task: string; label: string; title: string }[];
  sheets: CheckedSheet[];
}

/** An answer without spaces, and without the comments of a program. */
export const plain = ({ kind, value }: Pick<Judged, 'kind' | 'value'>): string =>
  oneLine(kind === 'code' ? withoutRemarks(value) : value);
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** A text without case and punctuation, which are soon changed. */
const bare = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The distinct words of a text, except names after a dot, which belong to a library. */
export const wordsOf = (text: string): Set<string> =>
  new Set(text.match(/(?<![.\p{L}\p{N}_])[\p{L}_][\p{L}\p{N}_]*/gu));

/** The part of an answer that would be suspicious if another sheet shared it; undefined if nothing would be. */
function telling({ kind, value }: Judged, usual: Usual | undefined): string | undefined {
  const text = plain({ kind, value });
  if (kind === 'words') return text.length >= LONG ? bare(text) : undefined;
  if (kind !== 'code') return undefined;
  const known = new Set(usual?.words);
  const isOwn = (text: string): boolean =>
    [...wordsOf(text)].reduce((sum, word) => sum + (known.has(word) ? 0 : word.length), 0) >= OWN;
  if (text.length - (usual?.letters ?? 0) >= LONG || isOwn(text)) return text;
  const whole = oneLine(value);
  return isOwn(whole) ? whole : undefined;
}

/**
 * Programs and written answers shared by several sheets, besides sheets that are identical; all that the same students
 * share is one entry.
 * @param usual for program tasks, by id
 */
export function copiesIn(sheets: readonly CheckedSheet[], usual: (task: string) => Usual | undefined): Copy[] {
  const twins = new Set(twinsIn(sheets).map(({ sheet }) => sheet));
  const found = new Map<string, { task: string; label: string; title: string; sheets: Set<CheckedSheet> }>();
  for (const sheet of sheets) {
    if (twins.has(sheet)) continue;
    for (const one of sheet.judged) {
      const { task, label, title } = one;
      const text = telling(one, usual(task));
      if (text === undefined) continue;
      const key = JSON.stringify([task, text]);
      const copy = found.get(key) ?? { task, label, title, sheets: new Set() };
      copy.sheets.add(sheet);
      found.set(key, copy);
    }
  }
  const copies = new Map<string, Copy>();
  for (const { task, label, title, sheets } of [...found.values()].sort(byLabel)) {
    if (sheets.size === 1) continue;
    const who = JSON.stringify([...sheets].map(({ key }) => key));
    const copy = copies.get(who) ?? { label, answers: [], sheets: [...sheets] };
    copy.answers.push({ task, label, title });
    copies.set(who, copy);
  }
  return [...copies.values()].sort((a, b) => byLabel(a, b) || b.sheets.length - a.sheets.length);
}
