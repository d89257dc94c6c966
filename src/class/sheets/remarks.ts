/** Remarks on a class's answers, without duplicates. */
import { type Judged, marked } from './judge.ts';
import { byLabel, type CheckedSheet, markedIn } from './table.ts';

export interface Remark {
  label: string;
  finding: Judged['finding'];
  says: string;
  sheets: CheckedSheet[];
}

/** @param isMarked whether to return those on unconfirmed answers, or the others */
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
