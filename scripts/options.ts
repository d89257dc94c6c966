/**
 * Parses the options of every command: `--help` prints the comment at the top of its file, a wrong option gives a
 * sentence.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ParseArgsConfig, type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { suggestion } from '../src/engine/spelling.ts';

/** An error in the call, reported as one sentence with exit code 2. */
export class UsageError extends Error {}

/** Ends the process: a usage error prints only its sentence, anything else its stack trace. */
export function exitWith(error: unknown): never {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exit(2);
}

/** The comment at the top of a command's file, which describes the command and its options. */
export function helpOf(url: string): string {
  const head = /^\/\*\*\n([\s\S]*?)\n \*\//.exec(readFileSync(fileURLToPath(url), 'utf8'))?.[1];
  if (head === undefined) throw new Error(`${basename(fileURLToPath(url))} needs a comment at its head, for --help`);
  return head.replaceAll(/^ \* ?/gm, '');
}

interface Command {
  /** `import.meta.url` of the file with that comment. */
  url: string;
  /** The command as typed: `npm run preview`, or with a word after it: `npm run experiment -- sgd`. */
  name: string;
  /** Further text for `--help`. */
  more?: string;
}

/**
 * The options and words after a command. `--help` prints the description and exits; an unknown option exits with a
 * sentence that suggests the nearest one.
 */
export function readOptions<const O extends ParseArgsOptionsConfig>(
  { url, name, more }: Command,
  options: O,
  { words = false, args = process.argv.slice(2) }: { words?: boolean; args?: readonly string[] } = {},
) {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(more === undefined ? helpOf(url) : `${helpOf(url)}\n\n${more}`);
    process.exit(0);
  }
  try {
    const config = { args: [...args], options, allowPositionals: words, strict: true } satisfies ParseArgsConfig;
    return parseArgs(config);
  } catch (error) {
    return exitWith(new UsageError(sentenceOf(error, Object.keys(options), name)));
  }
}

/** An error of parseArgs in our own words. */
function sentenceOf(error: unknown, known: readonly string[], name: string): string {
  const message = error instanceof Error ? error.message : String(error);
  const help = `\`${name.includes(' -- ') ? name : `${name} --`} --help\` says what there is.`;
  const unknown = /Unknown option '--?([^']+)'/.exec(message)?.[1];
  if (unknown !== undefined)
    return `${name} has no option --${unknown}${suggestion(unknown, known).replace(/(?<!\?)$/, '.')} ${help}`;
  const word = /Unexpected argument '([^']*)'/.exec(message)?.[1];
  if (word !== undefined) return `${name} takes no word such as "${word}", only options. ${help}`;
  const lacking = /Option '--([\w-]+)[^']*' argument (?:missing|is ambiguous)/.exec(message)?.[1];
  if (lacking !== undefined) return `--${lacking} needs a value: write --${lacking}=value. ${help}`;
  return `${message}. ${help}`;
}

/** @throws UsageError if the text is not a whole number in the range */
export function wholeNumber(text: string, option: string, [least, most]: readonly [number, number]): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new UsageError(`--${option}=${text}: must be a whole number from ${least} to ${most}.`);
}
