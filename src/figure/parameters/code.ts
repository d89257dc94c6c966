import { codeText, LONGEST_CODE } from '../../engine/code.ts';
import type { CodeParameter } from '../../engine/schema.ts';
import type { ParameterKind } from './kind.ts';

export const code: ParameterKind<CodeParameter> = {
  longest: LONGEST_CODE,
  verbatim: true,
  read: (_, text) => ({ value: codeText(text) }),
  show: (_, value) => (value === '' ? 'the figure’s own' : value),
  said: (_, value) => (value === '' ? 'the figure’s own code' : 'the previous code'),
  at: (_, place) =>
    place === 0 ? '' : `alpha = ${place}\n\nfor t in range(1, steps + 1):\n    phi = phi - alpha * gradient(phi)`,
};
