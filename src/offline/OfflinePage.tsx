/** Which pages are kept on this device, and the controls that keep them and take them away. */
import { useEffect, useRef, useState } from 'preact/hooks';
import {
  bytesOf,
  EVERYTHING,
  type KeepList,
  LIST,
  type ListedFile,
  neededFiles,
  sharedFiles,
  WORKER,
} from './keep-list.ts';
import {
  fetchKept,
  isComplete,
  KeepError,
  type KeepTrouble,
  lackingFiles,
  readKept,
  release,
  writeKept,
} from './keeping.ts';
import { megabytes, notWhole, troubleSays, unavailable } from './offline-sentences.ts';

interface ListedPage {
  /** Its address below the base: `momentum/`. */
  page: string;
  title: string;
}

interface Props {
  base: string;
  groups: readonly { label: string; pages: readonly ListedPage[] }[];
}

type Doing = { page: string; done: number; all: number; stop: AbortController };

/** Whether a page can be kept at all: in a frame, in a file and in some private windows none can. */
const canKeep = (): boolean => 'serviceWorker' in navigator && 'caches' in window && window.top === window;

export function OfflinePage({ base, groups }: Props) {
  const [list, setList] = useState<KeepList>();
  const [kept, setKept] = useState<readonly string[]>([]);
  /** Of the files that the kept pages need those that are gone or changed. */
  const [lacking, setLacking] = useState<readonly ListedFile[]>([]);
  const [says, setSays] = useState('');
  const [doing, setDoing] = useState<Doing>();
  const [elsewhere, setElsewhere] = useState(false);
  const hurry = useRef(false);

  useEffect(() => {
    setElsewhere(location.pathname !== `${base}offline/`);
    if (!canKeep()) return setSays(unavailable);
    readKept(base)
      .then(async (names) => {
        const answer = await fetch(base + LIST, { cache: 'no-cache' });
        if (!answer.ok) throw new KeepError('network');
        const found = (await answer.json()) as KeepList; // written by the build
        setKept(names);
        setList(found);
        const lost = await lackingFiles(base, found, names);
        setLacking(lost);
        if (lost.length > 0 || !(await isComplete(base, found))) setSays(notWhole);
      })
      .catch((error: unknown) =>
        setSays(troubleOf(error) === 'refused' ? unavailable : 'What can be kept did not load. Reload to try again.'),
      );
  }, [base]);

  const keep = async (page: string, title: string): Promise<void> => {
    if (!list || hurry.current) return;
    hurry.current = true;
    const stop = new AbortController();
    setSays('');
    setDoing({ page, done: 0, all: 1, stop });
    try {
      // Firefox asks the reader, who may take their time.
      void navigator.storage?.persist?.();
      // Another window may have kept a page in the meantime.
      const names = [...new Set([...(await readKept(base)), page])];
      await fetchKept(base, list, names, (done, all) => setDoing({ page, done, all, stop }), stop.signal);
      await writeKept(base, names);
      await navigator.serviceWorker.register(base + WORKER, { scope: base }).catch((error: unknown) => {
        throw new KeepError('refused', error);
      });
      setKept(names);
      setLacking([]);
      setSays(`${title}: kept. It opens and runs without a connection now.`);
    } catch (error) {
      await writeKept(base, kept).catch(() => undefined);
      await release(base, list, kept, 'of this build').catch(() => undefined);
      setSays(stop.signal.aborted ? `${title} is not kept.` : troubleSays[troubleOf(error)]);
    }
    hurry.current = false;
    setDoing(undefined);
  };

  const remove = async (page: string, title: string): Promise<void> => {
    if (!list) return;
    try {
      const names = (await readKept(base)).filter((name) => name !== page);
      await writeKept(base, names);
      await release(base, list, names, 'of this build');
      // A reader who keeps nothing has no worker either.
      if (names.length === 0) await (await navigator.serviceWorker.getRegistration(base))?.unregister();
      setKept(names);
      setSays(`${title}: removed from this device.`);
    } catch (error) {
      setSays(troubleSays[troubleOf(error)]);
    }
  };

  const all = kept.includes(EVERYTHING);
  const isWhole = (page: string): boolean => {
    if (!list || lacking.length === 0) return true;
    const paths = new Set(lacking.map(([path]) => path));
    return !neededFiles(list, [page]).some(([path]) => paths.has(path));
  };
  const verb = (page: string, title: string) => {
    if (doing?.page === page) {
      return (
        <button type="button" aria-label={`Stop keeping ${title}`} onClick={() => doing.stop.abort()}>
          Stop
        </button>
      );
    }
    const has = kept.includes(page);
    const does = [...(has && isWhole(page) ? [] : ['Keep']), ...(has ? ['Remove'] : [])];
    return does.map((word) => (
      <button
        key={word}
        type="button"
        disabled={doing !== undefined}
        aria-label={`${word} ${title}`}
        onClick={() => void (word === 'Remove' ? remove(page, title) : keep(page, title))}
      >
        {word}
      </button>
    ));
  };
  const state = (page: string): string => {
    if (doing?.page === page) return `${Math.floor((100 * doing.done) / doing.all)}%`;
    if (kept.includes(page) || (all && page !== EVERYTHING)) return isWhole(page) ? 'kept' : 'not whole';
    return '';
  };
  const shared = list && sharedFiles(list);
  const sizeOf = (page: string): string => {
    if (!list || !shared) return '';
    const once = new Set(shared);
    return megabytes(bytesOf(neededFiles({ ...list, shell: [] }, [page]).filter((file) => !once.has(file))));
  };

  return (
    <div class="offline">
      {elsewhere && (
        <p class="offline-lost">
          There is no connection, and the page you asked for is not kept on this device.{' '}
          <button type="button" onClick={() => location.reload()}>
            Try again
          </button>
        </p>
      )}
      <p class="offline-says" role="status">
        {says}
      </p>
      {list && shared && (
        <>
          <p>
            The pages share {megabytes(bytesOf(shared))} of scripts and fonts, kept once with the first of them. To that
            each adds its own part.
          </p>
          <table>
            <thead>
              <tr>
                <th scope="col">Page</th>
                <th scope="col">Adds</th>
                <th scope="col">On this device</th>
                <td />
              </tr>
            </thead>
            {groups.map(({ label, pages }) => (
              <tbody key={label}>
                <tr>
                  <th scope="rowgroup" colSpan={4}>
                    {label}
                  </th>
                </tr>
                {pages.map(({ page, title }) => (
                  <tr key={page}>
                    <th scope="row">
                      <a href={base + page}>{title}</a>
                    </th>
                    <td>{sizeOf(page)}</td>
                    <td>{state(page)}</td>
                    <td>{!(all && !kept.includes(page)) && verb(page, title)}</td>
                  </tr>
                ))}
              </tbody>
            ))}
            <tbody>
              <tr class="offline-all">
                <th scope="row">Everything, with the search</th>
                <td>{sizeOf(EVERYTHING)}</td>
                <td>{state(EVERYTHING)}</td>
                <td>{verb(EVERYTHING, 'everything')}</td>
              </tr>
            </tbody>
          </table>
        </>
      )}
    </div>
  );
}

const troubleOf = (error: unknown): KeepTrouble => (error instanceof KeepError ? error.trouble : 'refused');
