/** Validates names: an id becomes a file name and part of links. */
import { UsageError } from '../options.ts';
import { camelCase, kebabCase } from './render.ts';

/** Names that a script or an export cannot have. */
const RESERVED =
  /^(new|class|function|default|delete|import|export|return|switch|this|typeof|void|with|index|problem|optimizer)$/;

export function checkName(kind: string, name: string | undefined, taken: readonly string[]): string {
  if (name === undefined) throw new UsageError(`${kind} needs a name: npm run new -- ${kind} <name>`);
  const like = name
    .replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw new UsageError(
      `"${name}" must be lower-case letters and digits, with hyphens between words${/^[a-z]/.test(like) ? `: ${like}` : ''}; links contain this id`,
    );
  if (RESERVED.test(name)) throw new UsageError(`"${name}" is reserved in the code; choose another name`);
  if (taken.includes(name)) throw new UsageError(`the ${kind} "${name}" already exists; choose another`);
  return name;
}

/** Checks an export's name in camelCase, from which the file's name must be derivable. */
export function checkExported(name: string): void {
  if (kebabCase(camelCase(name)) !== name)
    throw new UsageError(`"${name}" would be exported as ${camelCase(name)}: begin each word with a letter`);
}
