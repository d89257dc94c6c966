/** A name of the code as people read it: `atRest` is at rest. */
export const nameInWords = (name: string): string =>
  name.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
