declare module 'subset-font' {
  interface Options {
    targetFormat?: 'sfnt' | 'woff' | 'woff2';
    noLayoutClosure?: boolean;
    noHinting?: boolean;
    /** Keeps a range of an axis of a variable font. */
    variationAxes?: Readonly<Record<string, number | { min: number; max: number }>>;
  }
  /** The font with the characters of `text` that it has; says nothing about those it has not. */
  export default function subsetFont(font: Buffer, text: string, options?: Options): Promise<Buffer>;
}
