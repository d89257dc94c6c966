import { useComputed } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Bench } from './bench.ts';
import type { Settings } from './settings.ts';

/** Some of the settings: what asks for them is drawn anew where one of these has changed, and not at every key in a text. */
export function useSettings<Name extends keyof Settings>(bench: Bench, ...names: Name[]): Pick<Settings, Name> {
  const last = useRef<Settings | undefined>(undefined);
  return useComputed(() => {
    const now = bench.settings.value;
    const before = last.current;
    if (!before || names.some((name) => before[name] !== now[name])) last.current = now;
    return last.current ?? now;
  }).value;
}
