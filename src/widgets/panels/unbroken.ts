/** A number with its unit, or a word with its number: `80 %`, `figure 6.2.3`, `UDL 6.2`. */
const PAIRS =
  /(?<=\d) (?=(?:%|s|ms|px|MB|KB)(?![\p{L}\p{N}]))|(?<=(?<!\p{L})(?:[Ff]igures?|[Ee]quations?|[Nn]otebooks?|[Ss]ections?|[Pp]ages?|[Cc]laims?|[Ee]xercises?|[Tt]heorem|[Cc]hapter|eq|UDL)) (?=(?:T\.)?\d)/gu;

/** The same text, in which no line ends between two words that belong together. */
export function unbroken(text: string): string {
  return text.replace(PAIRS, '\u00a0');
}
