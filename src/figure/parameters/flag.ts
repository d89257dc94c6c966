import type { FlagParameter } from '../../engine/schema.ts';
import type { ParameterKind } from './kind.ts';

export const flag: ParameterKind<FlagParameter> = {
  read(_, text) {
    if (text === 'true' || text === '1') return { value: true };
    if (text === 'false' || text === '0') return { value: false };
    return { wrong: 'must be true or false' };
  },
  show: (_, value) => (value ? 'on' : 'off'),
  all: () => [true, false],
  at: (_, place) => place < 0.5,
};
