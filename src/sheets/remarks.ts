/** Remarks on a class's answers: each remark once, however many it is about. */
import { withoutRemarks } from '../python/remarks.ts';
import { type Judged, marked } from './judge.ts';
import { byLabel, type CheckedSheet, markedIn, twinsIn } from './table.ts';

export interface Remark {
  label: string;
  finding: Judged['finding'];
  says: string;
  sheets: CheckedSheet[];
}

/** @param isMarked whether those about what is not confirmed are wanted, or the others */
export function remarksIn(sheets: readonly CheckedSheet[], isMarked = false): Remark[] {
  const found = new Map<string, Remark>();
  for (const sheet of sheets) {
    const said = isMarked
      ? markedIn(sheet)
      : sheet.judged.filter(({ finding, says }) => says !== '' && !marked.includes(finding));
    for (const { label, finding, says } of said) {
      const key = JSON.stringify([label, finding, says]);
      const remark = found.get(key) ?? { label, finding, says, sheets: [] };
      if (remark.sheets.at(-1) !== sheet) remark.sheets.push(sheet);
      found.set(key, remark);
    }
  }
  const last = ({ label }: Remark): number => Number(label === '');
  return [...found.values()].sort((a, b) => last(a) - last(b) || byLabel(a, b) || b.sheets.length - a.sheets.length);
}

interface Copy {
  label: string;
  /** In the order of the pages. */
  answers: { task: string; label: string }[];
  sheets: CheckedSheet[];
}

/** Letters of an answer that two people hardly write alike. */
export const LONG = 40;

/** An answer without what changes nothing in it: blanks, and the remarks of a program. */
export const plain = ({ kind, value }: Pick<Judged, 'kind' | 'value'>): string =>
  (kind === 'code' ? withoutRemarks(value) : value).replace(/\s+/g, ' ').trim();

/**
 * Programs and words that several sheets have alike, beside sheets that are the same as a whole: for those who share several
 * answers all of these at once.
 */
export function copiesIn(sheets: readonly CheckedSheet[]): Copy[] {
  const twins = new Set(twinsIn(sheets).map(({ sheet }) => sheet));
  const found = new Map<string, { task: string; label: string; sheets: Set<CheckedSheet> }>();
  for (const sheet of sheets) {
    if (twins.has(sheet)) continue;
    for (const one of sheet.judged) {
      const { task, label, kind } = one;
      const text = plain(one);
      if ((kind !== 'words' && kind !== 'code') || text.length < LONG) continue;
      const key = JSON.stringify([task, text]);
      const copy = found.get(key) ?? { task, label, sheets: new Set() };
      copy.sheets.add(sheet);
      found.set(key, copy);
    }
  }
  const copies = new Map<string, Copy>();
  for (const { task, label, sheets } of [...found.values()].sort(byLabel)) {
    if (sheets.size === 1) continue;
    const who = JSON.stringify([...sheets].map(({ key }) => key));
    const copy = copies.get(who) ?? { label, answers: [], sheets: [...sheets] };
    copy.answers.push({ task, label });
    copies.set(who, copy);
  }
  return [...copies.values()].sort((a, b) => byLabel(a, b) || b.sheets.length - a.sheets.length);
}
