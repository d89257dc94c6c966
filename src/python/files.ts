/**
 * The Python files of the interpreter, as text. The small NumPy is one module, concatenated from its chapters in order.
 */
const numpy = import.meta.glob<string>('./numpy/*.py', { query: '?raw', import: 'default', eager: true });
const own = import.meta.glob<string>('./interpreter/*.py', { query: '?raw', import: 'default', eager: true });

export const numpyText: string = Object.keys(numpy)
  .sort()
  .map((path) => numpy[path])
  .join('\n\n');

export const files: Readonly<Record<string, string>> = {
  'numpy.py': numpyText,
  ...Object.fromEntries(Object.entries(own).map(([path, text]) => [path.replace('./interpreter/', ''), text])),
};
