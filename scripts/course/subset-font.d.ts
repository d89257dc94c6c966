declare module 'subset-font' {
  interface Options {
    targetFormat?: 'sfnt' | 'woff' | 'woff2';
    noLayoutClosure?: boolean;
    noHinting?: boolean;
    /** Limits an axis of a variable font to a range. */
    variationAxes?: Readonly<Record<string, number | { min: number; max: number }>>;
  }
  /** The font reduced to those characters of `text` that it contains; missing ones are not reported. */
  export default function subsetFont(font: Buffer, text: string, options?: Options): Promise<Buffer>;
}
