import type { ChoiceParameter } from '../../engine/schema.ts';
import type { ParameterKind } from './kind.ts';

export const choice: ParameterKind<ChoiceParameter> = {
  read({ options }, text) {
    if (Object.hasOwn(options, text)) return { value: text };
    return { wrong: `is not one of ${Object.keys(options).join(', ')}` };
  },
  show: ({ options }, value) => (Object.hasOwn(options, value) ? options[value]! : value),
  all: ({ options }) => Object.keys(options),
  at({ options }, place) {
    const names = Object.keys(options);
    return names[Math.min(names.length - 1, Math.floor(place * names.length))]!;
  },
};
