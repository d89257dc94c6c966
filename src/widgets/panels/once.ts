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
/** Something drawn once. */
export type Drawn = VNode<Props>;

/**
 * Renders its content, and skips it while that is the same object. It renders a copy: an element keeps references to
 * its parents after rendering, so keeping it would keep the whole picture of that time alive, and through shared parts
 * every picture since.
 */
export class Once extends Component<Props> {
  override shouldComponentUpdate({ made }: Props): boolean {
    return made !== this.props.made;
  }

  override render({ made }: Props): ComponentChildren {
    return copyOf(made);
  }
}

/** Like `remember`, for shapes: Preact skips identical objects, so unchanged parts are not drawn again. */
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
