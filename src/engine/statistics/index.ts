export { type BestRate, bestRate, finerAround, lowestRate, rateGrid } from './best-rate.ts';
export { bootstrap, drawnInterval, type Estimate, type Interval, wilson } from './intervals.ts';
export { leastSquares, type Point, parabolaMinimum } from './lines.ts';
export { deviationInterval, meanError, meanInterval, positiveMeanInterval, ratioInterval } from './mean-interval.ts';
export { rateSlope, type SeededBestRate, seededBestRate } from './seeded-best-rate.ts';
export { quantileOfT, Z95 } from './student.ts';
export { mean, median, quantiles, standardDeviation, standardError } from './summary.ts';
