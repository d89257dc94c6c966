import { arePlaces } from './places.ts';
import { BOOK, pointsIn, pointsText, wrongPoints } from './points.ts';
import type { CodeParameter, Parameter } from './schema.ts';

/** The error in a value of any kind except code, as `must be …; got …`, or undefined. */
export function complaintOf(parameter: Exclude<Parameter, CodeParameter>, value: unknown): string | undefined {
  const got = `got ${typeof value === 'string' ? `the string "${value}"` : String(value)}`;
  switch (parameter.kind) {
    case 'number':
    case 'integer': {
      const { kind, min, max } = parameter;
      if (typeof value !== 'number' || !Number.isFinite(value)) return `must be a number; ${got}`;
      if (kind === 'integer' && !Number.isInteger(value)) return `must be a whole number; ${got}`;
      return value < min || value > max ? `must be a value from ${min} to ${max}; ${got}` : undefined;
    }
    case 'choice':
      if (typeof value === 'string' && Object.hasOwn(parameter.options, value)) return undefined;
      return `must be one of ${Object.keys(parameter.options).join(', ')}; ${got}`;
    case 'flag':
      return typeof value === 'boolean' ? undefined : `must be true or false; ${got}`;
    case 'places': {
      const { most, inLinks = most } = parameter;
      if (typeof value === 'string' && arePlaces(value, inLinks)) return undefined;
      return `must have at most ${inLinks} places, of three signs each; ${got}`;
    }
    case 'points': {
      if (value === BOOK) return undefined;
      const points = typeof value === 'string' ? pointsIn(value) : undefined;
      if (!points || pointsText(points) !== value) return `must be points as a link writes them, or "${BOOK}"; ${got}`;
      const wrong = wrongPoints(points, parameter);
      return wrong && `needs other points, since these ${wrong}; ${got}`;
    }
    default:
      return parameter satisfies never;
  }
}
