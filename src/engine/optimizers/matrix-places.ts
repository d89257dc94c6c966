import type { Layer } from '../networks/layers.ts';

/** Positions in phi of a matrix's entries, row after row: a row for each input, a column for each output. */
export interface MatrixPlace {
  readonly first: number;
  readonly rows: number;
  readonly columns: number;
}

/** The matrices in phi, and a Python list of them: first entry, rows, columns. */
export interface Matrices {
  places(n: number): readonly MatrixPlace[];
  readonly python: string;
}

/** All of phi as one row, like the weights of a single input: for parameters without a known layout. */
export const oneRow: Matrices = {
  places: (n) => [{ first: 0, rows: 1, columns: n }],
  python: '[(0, 1, len(phi))]',
};

export const givenMatrices = (places: readonly MatrixPlace[]): Matrices => ({
  places: () => places,
  python: `[${places.map(({ first, rows, columns }) => `(${first}, ${rows}, ${columns})`).join(', ')}]`,
});

/** The weights of every layer; its biases are treated as the row of an input that is always 1. */
export const matricesOf = (layers: readonly Layer[]): Matrices =>
  givenMatrices(
    layers.flatMap(({ inputs, outputs, weights, biases }) => [
      { first: weights, rows: inputs, columns: outputs },
      { first: biases, rows: 1, columns: outputs },
    ]),
  );
