import { plain, root } from '../command.ts';

/** The result of a step of `npm test`. */
export interface Count {
  passed: number;
  failed: number;
  /** Failures, one line each. */
  failures: readonly string[];
}

/** A step without a test runner counts as one check. */
export function one(name: string, failure: string | undefined): Count {
  return failure === undefined
    ? { passed: 1, failed: 0, failures: [] }
    : { passed: 0, failed: 1, failures: [`${name}: ${failure}`] };
}

interface Failure {
  message?: string;
  stack?: string;
}

/** Maximum length of a message in a line of failures. */
const MOST = 240;

/**
 * The errors of a test in one line: the beginning of the first, and the stack's lines in our files, innermost first. A
 * timeout has its position in a second error.
 */
export function inOneLine(errors: readonly Failure[]): string {
  const [first = ''] = plain(errors[0]?.message ?? 'failed').split(/\n\s*Call log:/i);
  const said = first.replace(/\s+/g, ' ').trim().slice(0, MOST);
  const [places = []] = errors.map(placesIn).filter((some) => some.length > 0);
  return places.length > 0 ? `${said} (${places.join(', from ')})` : said;
}

/** Lines of a stack in the project's own files. */
const placesIn = ({ stack = '' }: Failure): string[] =>
  plain(stack)
    .split('\n')
    .filter((line) => /^\s+at /.test(line) && line.includes(root) && !line.includes('node_modules'))
    .flatMap((line) => /^(.+:\d+):\d+\)?$/.exec(line.slice(line.indexOf(root) + root.length))?.[1] ?? [])
    .slice(0, 3);

export const sum = (counts: readonly Count[]): Count => ({
  passed: counts.reduce((total, count) => total + count.passed, 0),
  failed: counts.reduce((total, count) => total + count.failed, 0),
  failures: counts.flatMap((count) => count.failures),
});

/** The last lines of every test command; `counted` parses them. */
export const lastLines = ({ passed, failed, failures }: Count): string =>
  `${failures.map((text) => `\nfailed: ${text}`).join('')}\n${passed} passed, ${failed} failed`;

/**
 * The result in a tool's output; without one, that of its exit code.
 * @param output without colours
 */
export function counted(name: string, code: number, output: string): Count {
  const [, passed, failed] = /^(\d+) passed, (\d+) failed$/m.exec(output.trimEnd().split('\n').at(-1) ?? '') ?? [];
  if (passed === undefined) return one(name, code === 0 ? undefined : firstError(output));
  const count: Count = {
    passed: Number(passed),
    failed: Number(failed),
    failures: [...output.matchAll(/^failed: (.*)$/gm)].map(([, text = '']) => text),
  };
  // A runner that fails without a failed test, or runs none, has not passed.
  if (code !== 0 && count.failed === 0) return sum([count, one(name, `its runner ended with exit code ${code}`)]);
  return count.passed + count.failed === 0 ? one(name, 'ran no test') : count;
}

/** A tool's output from its first error on, without lines that are useless outside its code. */
function firstError(output: string): string {
  const lines = output.split('\n');
  const from = lines.slice(
    Math.max(
      0,
      lines.findIndex((line) => /\berror\b/i.test(line)),
    ),
  );
  const end = from.findIndex((line) => /^\s*(Stack trace|Hint):/.test(line));
  return from
    .slice(0, end < 0 ? 12 : end)
    .filter((line) => line.trim() !== '')
    .join('\n    ');
}
