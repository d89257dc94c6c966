import { afterEach, describe, expect, it, vi } from 'vitest';
import { Store } from '../../../src/widgets/page/store.ts';

/** A storage with room for this number of characters. */
function storageOf(room: number): Storage {
  const texts: Record<string, string> = {};
  // Its keys are own properties, as in a browser.
  return Object.assign(
    Object.create({
      getItem: (key: string) => texts[key] ?? null,
      setItem(this: object, key: string, text: string) {
        if (text.length > room) throw new DOMException('no room', 'QuotaExceededError');
        texts[key] = text;
        Object.assign(this, { [key]: text });
      },
      removeItem(this: object, key: string) {
        delete texts[key];
        Reflect.deleteProperty(this, key);
      },
    }),
  ) as Storage;
}

afterEach(() => vi.unstubAllGlobals());

const course = () => '/notes/';

describe('a Store', () => {
  it('keeps a text until it is forgotten, and lists its keys', () => {
    const storage = storageOf(100);
    const store = new Store(() => storage, course);
    expect([store.keep('work a', 'x'), store.keep('text b', 'y')]).toEqual(['kept', 'kept']);
    expect([store.text('work a'), store.keys('work ')]).toEqual(['x', ['work a']]);
    store.keep('work a', undefined);
    expect([store.text('work a'), store.keys('work ')]).toEqual([undefined, []]);
  });

  it('says of a text that has no room that it is not kept, and of a page that may keep nothing', () => {
    const storage = storageOf(3);
    expect(new Store(() => storage, course).keep('a', 'four')).toBe('full');
    const denied = new Store(() => {
      throw new DOMException('denied', 'SecurityError');
    }, course);
    expect([denied.keep('a', 'x'), denied.text('a'), denied.keys('')]).toEqual(['off', undefined, []]);
  });

  it('reads what it wrote, and nothing of what a stranger wrote that cannot be read', () => {
    const storage = storageOf(100);
    const store = new Store(() => storage, course);
    const steps = (found: unknown): number => {
      if (typeof found !== 'number') throw new Error('no number');
      return found;
    };
    store.write('steps', 40, 30);
    expect(store.read('steps', steps)).toBe(40);
    for (const text of ['{"broken', '"forty"']) {
      store.keep('steps', text);
      expect(store.read('steps', steps)).toBeUndefined();
    }
  });

  it('keeps nothing of what is as the page has it', () => {
    const storage = storageOf(100);
    const store = new Store(() => storage, course);
    store.write('steps', { n: 40 }, { n: 30 });
    store.write('steps', { n: 30 }, { n: 30 });
    expect(store.keys('')).toEqual([]);
  });
});
