import { numpyText } from './files.ts';

/** The names exported by the small NumPy. */
export const numpyNames: readonly string[] = [
  ...new Set(
    [...numpyText.matchAll(/^(?:def |class )?((?:[a-z]\w*(?: = |, ))*[a-z]\w*)(?=\(| = |:)/gm)].flatMap(
      ([, names = '']) => names.split(/ = |, /),
    ),
  ),
].filter((name) => !/^(?:for|import|exec|def|class|from)$/.test(name));

/** Names that code may use without defining them: those provided by the interpreter's setup, and Python's own. */
export const KNOWN_NAMES: readonly string[] =
  'np phi t steps g gradient loss batch abs all any bool dict enumerate filter float int isinstance len list map max min pow print range reversed round set sorted str sum tuple zip True False None'.split(
    ' ',
  );

const KEYWORDS = new Set(
  'and as assert break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield True False None'.split(
    ' ',
  ),
);

/** The names defined in a program: assigned, looped over, defined or imported. */
export function namesIn(code: string): string[] {
  const plain = code.replace(/#.*/g, '').replace(/"[^"\n]*"|'[^'\n]*'/g, '""');
  const found = new Set<string>();
  const take = (list: string): void => {
    for (const [name] of list.matchAll(/[A-Za-z_]\w*/g)) if (!KEYWORDS.has(name)) found.add(name);
  };
  for (const [, left = ''] of plain.matchAll(/^[ \t]*([\w, \t()]+?)[ \t]*(?:[-+*/@%&|]|\*\*|\/\/)?=(?!=)/gm))
    take(left);
  for (const [, left = ''] of plain.matchAll(/\bfor[ \t]+([\w, \t()]+?)[ \t]+in\b/g)) take(left);
  for (const [, name = '', given = ''] of plain.matchAll(/\bdef[ \t]+(\w+)[ \t]*\(([^)]*)\)/g)) {
    take(name);
    for (const parameter of given.split(',')) take(parameter.split(/[=:]/)[0] ?? '');
  }
  for (const [, given = ''] of plain.matchAll(/\blambda[ \t]+([^:]*):/g)) take(given);
  for (const [, names = ''] of plain.matchAll(/\b(?:import|as)[ \t]+([\w, \t]+)/g)) take(names);
  return [...found];
}
