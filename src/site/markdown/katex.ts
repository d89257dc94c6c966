import type { KatexOptions } from 'katex';

/**
 * One setting for every formula: strict, so that a doubtful one fails the build rather than looks odd;
 * only `\htmlClass` is let through, because equations with slots need it.
 */
export const katexOptions = {
  strict: (code: string) => (code === 'htmlExtension' ? 'ignore' : 'error'),
  trust({ command }: { command: string }): boolean {
    // Returning false would print the command's name in red and go on.
    if (command !== '\\htmlClass') throw new Error(`${command} is not allowed`);
    return true;
  },
} satisfies KatexOptions;
