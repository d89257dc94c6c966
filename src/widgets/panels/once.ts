import {
  Component,
  type ComponentChild,
  type ComponentChildren,
  cloneElement,
  h,
  isValidElement,
  type VNode,
} from 'preact';
import { remember } from './remember.ts';

interface Props {
  readonly made: ComponentChildren;
}
/** Something that is drawn once. */
export type Drawn = VNode<Props>;

/**
 * Draws what it is given, and leaves it alone while that is the same object. What is drawn is a copy: an element that has
 * once been drawn knows its parents, so keeping it would keep the whole picture of then, and through the parts which
 * that shares with the next one every picture since.
 */
export class Once extends Component<Props> {
  override shouldComponentUpdate({ made }: Props): boolean {
    return made !== this.props.made;
  }

  override render({ made }: Props): ComponentChildren {
    return copyOf(made);
  }
}

/** As `remember`, for shapes: Preact skips those of the same object, so what a worker has not changed is not drawn again. */
export function drawnOnce<Data extends object, Rest extends readonly unknown[]>(
  make: (data: Data, ...rest: Rest) => ComponentChildren,
  keyOf?: (...rest: Rest) => string,
): (data: Data, ...rest: Rest) => Drawn {
  const made = remember(make, keyOf);
  return (data, ...rest) => h(Once, { made: made(data, ...rest) });
}

function copyOf(made: ComponentChildren): ComponentChildren {
  if (Array.isArray(made)) return made.map((child: ComponentChild) => copyOf(child));
  if (!isValidElement(made)) return made;
  const { children } = made.props as { children?: ComponentChildren }; // of any element
  return children === undefined ? cloneElement(made) : cloneElement(made, null, copyOf(children));
}
