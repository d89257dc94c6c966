import type { Schema, Values } from '../../engine/schema.ts';
import { codeIn } from '../../figure/code-in.ts';
import { show } from '../../figure/parameters/index.ts';
import { MathText } from '../panels/MathText.tsx';

interface Props {
  schema: Schema;
  values: Values;
  /** The figure's URL, with the values that differ from the published page. */
  address: string;
}

/** A figure's settings in words, and its URL: printed in place of the controls. */
export function Settings({ schema, values, address }: Props) {
  const texts = Object.entries(schema).flatMap(([name, parameter]) => {
    const value = values[name];
    return value === undefined || parameter.kind === 'code' ? [] : [`${parameter.label}: ${show(parameter, value)}`];
  });
  const code = codeIn(schema, values);
  return (
    <>
      <MathText text={texts.join('; ')} />. <a href={address}>{address}</a>
      {code !== '' && <pre>{code}</pre>}
    </>
  );
}
