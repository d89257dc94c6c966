export { type BestRate, bestRate, rateGrid } from './best-rate.ts';
export { bootstrap, type Estimate, type Interval, wilson } from './intervals.ts';
export { leastSquares, type Point, parabolaMinimum, slopeInterval } from './lines.ts';
export { rateSlope, type SeededBestRate, seededBestRate } from './seeded-best-rate.ts';
export { mean, median, quantiles, standardDeviation, standardError } from './summary.ts';
