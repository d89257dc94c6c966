import type { Values } from '../../engine/schema.ts';
import type { Spec } from '../page/spec.ts';

/** Names of parameters by control: usually one each; those dragged together by a handle share one. */
interface Grouped {
  seen: readonly (readonly string[])[];
  folded: readonly (readonly string[])[];
}

/**
 * Splits controls into visible and folded ones: the main ones in their order, then those set by a link, then the rest
 * in the schema's order.
 */
export function inGroups(
  {
    schema,
    hide,
    together,
    main,
    embed,
    frames,
  }: Pick<Spec, 'schema' | 'hide' | 'together' | 'main' | 'frames'> & { embed?: boolean },
  brought: readonly string[],
  values: Values = {},
): Grouped {
  // Code is added from the figure's menu, and has a control once there is some, or if the figure requires it.
  const names = Object.entries(schema).flatMap(([name, parameter]) => {
    const isAsked =
      parameter.kind !== 'code' || values[name] || parameter.inPlace || (parameter.first !== undefined && !embed);
    // The transport bar controls a step.
    return hide.includes(name) || name === frames || !isAsked ? [] : [name];
  });
  const pairs = together.filter((group) => group.some((name) => names.includes(name)));
  const singles = names.filter((name) => !together.flat().includes(name)).map((name) => [name]);
  const groups = [...singles, ...pairs];
  const code = names.filter((name) => schema[name]?.kind === 'code');
  const first = [...main, ...brought, ...code].flatMap((name) => groups.filter((group) => group.includes(name)));
  const seen = new Set<readonly string[]>(first);
  return { seen: [...seen], folded: groups.filter((group) => !seen.has(group)) };
}

/** `Start ϕ_0` and `Start ϕ_1` share their first words: `Start (ϕ_0, ϕ_1)`. */
export function groupLabel({ schema }: Pick<Spec, 'schema'>, group: readonly string[]): string {
  const words = group.map((name) => (schema[name]?.label ?? name).split(' '));
  const symbols = words.map((label) => label.at(-1) ?? '');
  return `${(words[0] ?? []).slice(0, -1).join(' ').replace(/,$/, '')} (${symbols.join(', ')})`;
}
