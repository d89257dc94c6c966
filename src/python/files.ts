/** The Python files of the room, as text. The small NumPy is one module, put together of its chapters in their order. */
const numpy: Record<string, string> = import.meta.glob('./numpy/*.py', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const room: Record<string, string> = import.meta.glob('./room/*.py', { query: '?raw', import: 'default', eager: true });

export const numpyText: string = Object.keys(numpy)
  .sort()
  .map((path) => numpy[path])
  .join('\n\n');

export const files: Readonly<Record<string, string>> = {
  'numpy.py': numpyText,
  ...Object.fromEntries(Object.entries(room).map(([path, text]) => [path.replace('./room/', ''), text])),
};
