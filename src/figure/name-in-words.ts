/** An identifier in words: `atRest` becomes at rest. */
export const nameInWords = (name: string): string =>
  name.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
