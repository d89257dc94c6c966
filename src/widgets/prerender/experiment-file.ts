import { globSync } from 'node:fs';

/**
 * The file of an experiment, from the project's root: directly in the folder of its section, or in a folder of its own.
 */
export function experimentFile(id: string): string | undefined {
  if (!/^[\w-]+$/.test(id)) return undefined;
  const found = globSync(`src/experiments/**/${id}.ts`).sort();
  return found[0]?.replaceAll('\\', '/');
}
