/** The two models to compare, and their training. */
export const MODELS = {
  perceptron: {
    label: 'perceptron 40-100-100-10',
    short: 'perceptron',
    widths: [40, 100, 100, 10],
    /** The name of a unit of its first layer. */
    unit: 'unit',
    /**
     * Test accuracy in Greydanus and Kobak 2024, with 4000 training examples; their network has a skip connection from
     * its first layer to its second.
     */
    published: 0.68,
  },
  logistic: { label: 'logistic regression', short: 'logistic', widths: [40, 10], unit: 'output', published: 0.32 },
} as const;
export type Model = keyof typeof MODELS;
/** In the order of tables. Safe: the keys of a literal, which Object.keys does not type. */
export const ALL_MODELS = Object.keys(MODELS) as Model[];

export const BATCH = 100;
/** Number of test accuracy measurements during a training. */
export const LOOKS = 12;
