import type { Schema, Values } from '../../engine/schema.ts';
import { show } from '../../figure/rail.ts';
import { MathText } from '../panels/MathText.tsx';

interface Props {
  schema: Schema;
  values: Values;
  /** Where the figure stands, with what differs from the page as published. */
  address: string;
}

/** What a figure shows, in words and as an address: for paper, where it has no controls. */
export function Settings({ schema, values, address }: Props) {
  const said = Object.entries(schema).map(([name, parameter]) => {
    const value = values[name];
    return value === undefined ? '' : `${parameter.label}: ${show(parameter, value)}`;
  });
  return (
    <>
      <MathText text={said.join('; ')} />. <a href={address}>{address}</a>
    </>
  );
}
