/** Checks files in workers, so that the page stays responsive. */
import type { Seen } from '../../figure/goal.ts';
import { poolSize, WorkerPool } from '../../widgets/page/pool.ts';
import { startWorker } from '../../widgets/page/start-worker.ts';
import type { SiteTasks } from './catalogue.ts';
import type { Dropped } from './dropped.ts';
import { judgeSheet, type Recompute } from './judge.ts';
import { LARGEST_SHEET, readSheet, type Sheet } from './sheet.ts';
import type { CheckedSheet } from './table.ts';

/** Time limit for one setting, in milliseconds. */
const PATIENCE = 60_000;

export class Checker {
  readonly #pool = new WorkerPool(poolSize(navigator.hardwareConcurrency), startWorker);
  /** Cached, since many students hand in the same setting. */
  readonly #known = new Map<string, Promise<Seen | { impossible: string }>>();

  readonly #recompute: Recompute = (id, query, step) => {
    const key = `${id} ${query} ${step ?? ''}`;
    const known = this.#known.get(key);
    if (known) return known;
    const answer = this.#pool.ask({ kind: 'seen', id, query, ...(step !== undefined && { step }) }, PATIENCE);
    this.#known.set(key, answer);
    answer.catch(() => this.#known.delete(key));
    return answer;
  };

  async checked(file: string, sheet: Sheet, site: SiteTasks): Promise<CheckedSheet> {
    const content = JSON.stringify(sheet);
    return {
      key: JSON.stringify([file, content]),
      content,
      file,
      name: sheet.name,
      sheet,
      judged: await judgeSheet(sheet, site, this.#recompute),
    };
  }

  /** @throws Error with a message that follows the file's name */
  async checkedFile({ file, path }: Dropped, site: SiteTasks): Promise<CheckedSheet> {
    if (file.size > LARGEST_SHEET) throw new Error('is too large for a sheet (limit 1 MB)');
    return this.checked(path, readSheet(await file.text()), site);
  }

  close(): void {
    this.#pool.close();
  }
}
