/**
 * A long computation shared out among machines: which parts are whose, what each machine writes down, and how that becomes
 * the file that one machine would have written.
 */
import type { ListedPart } from '../../src/figure/parts.ts';

/** A part as it was measured. */
export interface PartResult {
  key: string;
  milliseconds: number;
  result: unknown;
}

/** The second of eight: `{ index: 2, of: 8 }`. */
export interface Shard {
  index: number;
  of: number;
}

/** The results of one experiment that one machine hands on. */
export interface ShardResults extends Shard {
  id: string;
  /** Of the code that decides the results. */
  hash: string;
  /** How many times longer parts take in plain TypeScript; the first shard measures it for all. */
  slower?: number;
  parts: readonly PartResult[];
}

/** Undefined for what is none. */
export function parseShard(text: string): Shard | undefined {
  const [, index, of] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  const shard = { index: Number(index), of: Number(of) };
  return shard.index >= 1 && shard.index <= shard.of ? shard : undefined;
}

/** Every eighth: parts that take long stand beside each other, and so each machine gets its share of them. */
export const inShard = <T>(list: readonly T[], { index, of }: Shard): T[] =>
  list.filter((_, k) => k % of === index - 1);

export const shardFile = ({ id, index, of }: ShardResults): string => `${id}.${index}-of-${of}.json`;

export function writeShard({ parts, ...head }: ShardResults): string {
  return withLines(head, parts);
}

/** JSON with a part a line, so that a change of one is a change of its line. */
export function withLines(head: object, parts: readonly object[]): string {
  const lines = parts.map((part) => JSON.stringify(part));
  return `${JSON.stringify(head).slice(0, -1)},"parts":[\n${lines.join(',\n')}\n]}\n`;
}

/** @throws Error with what is wrong with the text, to be put after the name of its file */
export function readShard(text: string): ShardResults {
  let read: Partial<ShardResults> | null;
  try {
    read = JSON.parse(text) as Partial<ShardResults> | null;
  } catch {
    throw new Error('is not whole, or is no file of a shard; compute it again');
  }
  const { id, index, of, hash, parts } = read ?? {};
  if (
    ![id, hash].every((one) => typeof one === 'string') ||
    ![index, of].every(Number.isInteger) ||
    !Array.isArray(parts)
  )
    throw new Error('is no file of a shard, which npm run precompute -- --shard=… writes');
  return read as ShardResults; // its fields were looked at, and it was written by writeShard
}

/** A shard and the file it came from, which is named where something is wrong with it. */
export interface NamedShard {
  file: string;
  shard: ShardResults;
}

export interface Merged {
  parts: readonly PartResult[];
  slower?: number;
}

/**
 * All parts of one experiment, in their order.
 * @param listed those that are wanted, and `hash` the code that there is now
 * @throws AggregateError whose errors are a sentence each: shards of other code, that disagree or that are missing
 */
export function mergeShards(
  id: string,
  { listed, hash }: { listed: readonly ListedPart[]; hash: string },
  shards: readonly NamedShard[],
): Merged {
  const again = ({ index, of }: Shard): string => `npm run precompute -- --shard=${index}/${of} ${id}`;
  const wrong = shards
    .filter(({ shard }) => shard.hash !== hash)
    .map(({ file, shard }) => `${file}: ${id} was computed by other code than there is now; run: ${again(shard)}`);
  const wanted = new Set(listed.map(({ key }) => key));
  const found = new Map<string, { file: string; part: PartResult }>();
  for (const { file, shard } of wrong.length > 0 ? [] : shards) {
    for (const part of shard.parts) {
      const first = found.get(part.key);
      if (!wanted.has(part.key)) wrong.push(`${file}: ${id} has no part ${part.key}`);
      else if (first && JSON.stringify(first.part.result) !== JSON.stringify(part.result))
        wrong.push(`${first.file} and ${file} have different results of ${id}, ${part.key}; compute them again`);
      else if (!first) found.set(part.key, { file, part });
    }
  }
  if (wrong.length === 0) wrong.push(...missingFrom(id, listed, found, shards, again));
  if (wrong.length > 0) throw new AggregateError(wrong.map((text) => new Error(text)));
  const slower = shards.find(({ shard }) => shard.slower !== undefined)?.shard.slower;
  return { parts: listed.map(({ key }) => found.get(key)!.part), ...(slower !== undefined && { slower }) };
}

/** Whole shards by their number where all files share the parts out alike, else part by part. */
function missingFrom(
  id: string,
  listed: readonly ListedPart[],
  found: ReadonlyMap<string, unknown>,
  shards: readonly NamedShard[],
  again: (shard: Shard) => string,
): string[] {
  const missing = listed.filter(({ key }) => !found.has(key));
  const [of, ...others] = new Set(shards.map(({ shard }) => shard.of));
  if (of === undefined || others.length > 0) return missing.map(({ key }) => `${id}: no file has ${key}`);
  return Array.from({ length: of }, (_, k) => ({ index: k + 1, of })).flatMap((shard) => {
    const own = inShard(listed, shard).filter((part) => missing.includes(part));
    const [first] = own;
    if (!first) return [];
    const more = own.length > 1 ? ` and ${own.length - 1} more` : '';
    return [`${id}: no file has ${first.key}${more}, of shard ${shard.index}/${of}; run: ${again(shard)}`];
  });
}
