import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Work } from '../../../src/class/work/stored-work.ts';

/** A device with storage for a limited number of characters. */
class Device {
  room = Number.POSITIVE_INFINITY;
  off = false;
  getItem(key: string): string | null {
    if (this.off) throw new DOMException('denied', 'SecurityError');
    return Object.hasOwn(this, key) ? (this as unknown as Record<string, string>)[key]! : null;
  }
  setItem(key: string, text: string): void {
    if (this.off) throw new DOMException('denied', 'SecurityError');
    if (text.length > this.room) throw new DOMException('no room', 'QuotaExceededError');
    Object.assign(this, { [key]: text });
  }
  removeItem(key: string): void {
    if (this.off) throw new DOMException('denied', 'SecurityError');
    delete (this as unknown as Record<string, string>)[key];
  }
}

let device: Device;
let others: EventTarget;
/** The module as in a newly opened page: with the device, and without data in memory. */
const opened = async () => {
  vi.resetModules();
  return import('../../../src/class/work/stored-work.ts');
};

beforeEach(() => {
  device = new Device();
  others = new EventTarget();
  vi.stubGlobal('localStorage', device);
  vi.stubGlobal('addEventListener', others.addEventListener.bind(others));
  vi.stubGlobal('removeEventListener', others.removeEventListener.bind(others));
});
afterEach(() => vi.unstubAllGlobals());

const rate: Work = { task: 'gradient-descent.2', kind: 'figure', value: 'alpha=0.17&steps=60', met: true };
const search: Work = {
  task: 'notebook-6.1.line-search',
  kind: 'code',
  value: 'def line_search():\n  pass',
  met: false,
};

describe('work on the reader’s device', () => {
  test('is there again after a reload, by task', async () => {
    const { storeWork } = await opened();
    expect(storeWork(search)).toBe('kept');
    expect(storeWork(rate)).toBe('kept');
    const { readWork, workOn } = await opened();
    expect(readWork()).toEqual([rate, search]);
    expect(workOn('gradient-descent.2')).toEqual(rate);
    expect(workOn('gradient-descent.3')).toBeUndefined();
  });

  test('of a task is the newest, and can be dropped', async () => {
    const { storeWork, readWork, dropWork } = await opened();
    storeWork(rate);
    storeWork({ ...rate, value: 'alpha=0.1&steps=60' });
    expect(readWork()).toEqual([{ ...rate, value: 'alpha=0.1&steps=60' }]);
    dropWork(rate.task);
    expect(readWork()).toEqual([]);
  });

  test.each([
    ['off', 'blocks storage', () => Object.assign(device, { off: true })],
    ['full', 'storage is full', () => Object.assign(device, { room: 10 })],
  ] as const)('%s: a sentence, and it stays for this visit', async (keeping, says, break_) => {
    const { storeWork, readWork, workSays } = await opened();
    break_();
    expect(storeWork(rate)).toBe(keeping);
    expect(workSays[keeping]).toContain(says);
    expect(readWork()).toEqual([rate]);
  });

  test('that did not fit takes the place of the older one, until there is room', async () => {
    const { storeWork, readWork } = await opened();
    storeWork(rate);
    device.room = 10;
    storeWork({ ...rate, value: 'alpha=0.12&steps=60' });
    expect(readWork()).toEqual([{ ...rate, value: 'alpha=0.12&steps=60' }]);
    device.room = Number.POSITIVE_INFINITY;
    expect(storeWork(rate)).toBe('kept');
    expect(readWork()).toEqual([rate]);
  });

  test.each([
    ['no JSON', '{'],
    ['another shape', '{"task":"gradient-descent.2"}'],
    ['an unknown kind', JSON.stringify({ ...rate, kind: 'song' })],
    ['a value other than text', JSON.stringify({ ...rate, value: 3 })],
    ['another task', JSON.stringify({ ...rate, task: 'momentum.1' })],
    ['a value without end', JSON.stringify({ ...rate, value: 'x'.repeat(20_001) })],
    ['null', 'null'],
  ])('is passed over where it is %s', async (_, text) => {
    device.setItem('work gradient-descent.2', text);
    device.setItem('work notebook-6.1.line-search', JSON.stringify(search));
    const { readWork } = await opened();
    expect(readWork()).toEqual([search]);
  });

  test('carries nothing that it did not ask for', async () => {
    device.setItem('work gradient-descent.2', JSON.stringify({ ...rate, onload: 'x' }));
    const { readWork } = await opened();
    expect(readWork()).toEqual([rate]);
  });
});

describe('two courses on one origin', () => {
  /** The module as in a page of the course below that path. */
  const openedAt = async (base: string) => {
    vi.stubEnv('BASE_URL', base);
    return opened();
  };
  afterEach(() => vi.unstubAllEnvs());

  test('have answers of their own, and of two tasks of one name two', async () => {
    const [mine, other] = [
      { ...rate, value: 'alpha=0.1' },
      { ...rate, value: 'alpha=0.2' },
    ];
    (await openedAt('/mine/')).storeWork(mine);
    (await openedAt('/other/')).storeWork(other);
    expect((await openedAt('/mine/')).readWork()).toEqual([mine]);
    expect((await openedAt('/other/')).readWork()).toEqual([other]);
    (await openedAt('/other/')).dropWork(rate.task);
    expect((await openedAt('/mine/')).readWork()).toEqual([mine]);
  });

  test('a course at / does not read what the others have', async () => {
    (await openedAt('/mine/')).storeWork(rate);
    expect((await openedAt('/')).readWork()).toEqual([]);
    (await openedAt('/')).storeWork(search);
    expect((await openedAt('/mine/')).readWork()).toEqual([rate]);
  });

  test('what was kept before keys had a course is there, until it is written or forgotten', async () => {
    device.setItem('work gradient-descent.2', JSON.stringify(rate));
    device.setItem('work notebook-6.1.line-search', JSON.stringify(search));
    const { readWork, workOn, dropWork, storeWork } = await openedAt('/mine/');
    expect(readWork()).toEqual([rate, search]);
    storeWork({ ...rate, value: 'alpha=0.1' });
    expect(workOn(rate.task)?.value).toBe('alpha=0.1');
    dropWork(search.task);
    dropWork(rate.task);
    expect(readWork()).toEqual([]);
    expect(Object.keys(device)).toEqual(['room', 'off']);
  });
});

describe('what is on the screen alone', () => {
  const leave = (): boolean => others.dispatchEvent(new Event('beforeunload', { cancelable: true }));

  test('is asked after before the page is left, until it is kept or dropped', async () => {
    const { storeWork, dropWork } = await opened();
    storeWork(search);
    expect(leave()).toBe(true);
    device.room = 10;
    storeWork(rate);
    expect(leave()).toBe(false);
    dropWork(rate.task);
    expect(leave()).toBe(true);
  });

  test('is not given up for what another tab has written', async () => {
    const { storeWork, onWork, workOn } = await opened();
    onWork(() => {});
    device.room = 10;
    storeWork(rate);
    others.dispatchEvent(Object.assign(new Event('storage'), { key: `work ${rate.task}` }));
    expect(workOn(rate.task)).toEqual(rate);
  });

  test('is a text that is too long: it is said at once, and what was kept before stays on the device', async () => {
    const { storeWork, workOn, workSays, LONGEST_VALUE } = await opened();
    storeWork(search);
    const long = { ...search, value: 'x'.repeat(LONGEST_VALUE + 1) };
    expect(storeWork(long)).toBe('long');
    expect(workSays.long).toContain('20,000 characters');
    expect(workOn(search.task)).toEqual(long);
    expect((await opened()).workOn(search.task)).toEqual(search);
  });
});

describe('a program in two tabs', () => {
  const task = { id: search.task, stub: 'def line_search():\n' };
  /** Two pages, each with its own modules, on one device. */
  const draftIn = async () => {
    vi.resetModules();
    const { Draft } = await import('../../../src/class/work/draft.ts');
    const { storeWritten } = await import('../../../src/class/tasks/stored.ts');
    const draft = new Draft(task.id, task.stub);
    draft.follow();
    return Object.assign(draft, {
      /** As the page does. */
      keep(text: string) {
        const replaced = draft.write(text);
        return { keeping: storeWritten(task, text, false), replaced };
      },
    });
  };

  test('is taken up from the other tab', async () => {
    const [one, other] = [await draftIn(), await draftIn()];
    one.keep('first');
    expect(other.follow()).toBe(true);
    expect(other.text).toBe('first');
    expect(other.keep('first and second').replaced).toBeUndefined();
    one.keep(one.text);
  });

  test('that is empty again does not change the tab that emptied it', async () => {
    const draft = await draftIn();
    draft.keep('x');
    draft.keep(task.stub);
    expect(draft.follow()).toBe(false);
  });

  test('is handed back where a tab that had not heard of it writes over it', async () => {
    const [one, other] = [await draftIn(), await draftIn()];
    one.keep('a long program');
    expect(other.keep('x')).toEqual({ keeping: 'kept', replaced: 'a long program' });
    expect(other.keep('xy').replaced).toBeUndefined();
  });
});

describe('who listens', () => {
  test('hears of what is added and dropped, until it leaves off', async () => {
    const { storeWork, dropWork, onWork } = await opened();
    const heard = vi.fn();
    const end = onWork(heard);
    storeWork(rate);
    expect(heard).toHaveBeenLastCalledWith([rate]);
    dropWork(rate.task);
    expect(heard).toHaveBeenLastCalledWith([]);
    end();
    storeWork(rate);
    expect(heard).toHaveBeenCalledTimes(2);
  });

  test('hears of other tabs, and not of other keys', async () => {
    const { onWork } = await opened();
    const heard = vi.fn();
    onWork(heard);
    device.setItem('work gradient-descent.2', JSON.stringify(rate));
    others.dispatchEvent(Object.assign(new Event('storage'), { key: 'theme' }));
    expect(heard).not.toHaveBeenCalled();
    others.dispatchEvent(Object.assign(new Event('storage'), { key: 'work gradient-descent.2' }));
    expect(heard).toHaveBeenLastCalledWith([rate]);
  });
});
