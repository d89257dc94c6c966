import type { KatexOptions } from 'katex';

/**
 * The settings for every formula. Strict, so that a doubtful formula fails the build; only `\htmlClass` is allowed,
 * because equations with slots need it.
 */
export const katexOptions = {
  strict: (code: string) => (code === 'htmlExtension' ? 'ignore' : 'error'),
  trust({ command }: { command: string }): boolean {
    // If this returned false, KaTeX would print the command's name in red and continue.
    if (command !== '\\htmlClass') throw new Error(`${command} is not allowed`);
    return true;
  },
} satisfies KatexOptions;
