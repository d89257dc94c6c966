import type { ClientDirective } from 'astro';
import visible from 'astro/runtime/client/visible.js';
import { painted } from '../../widgets/page/painted.ts';

type Hydrate = Awaited<ReturnType<Parameters<ClientDirective>[0]>>;

/** `client:visible`, after the first paint. */
const seen: ClientDirective = (load, options, element) => {
  const told = tellsTyped(element);
  visible(() => painted().then(load).then(told), options, element);
};

export default seen;

/** Keeps text typed or chosen before the script of its field has loaded, and notifies the script of it. */
function tellsTyped(element: HTMLElement): (hydrate: Hydrate) => Hydrate {
  const fields = new Set<HTMLInputElement>();
  // Only fields; selects and text areas have the properties used here, too.
  const note = ({ target }: Event) => fields.add(target as HTMLInputElement);
  element.addEventListener('input', note);
  return (hydrate) => async () => {
    element.removeEventListener('input', note);
    const typed = Array.from(fields, (field) => [field, field.value] as const);
    await hydrate();
    for (const [field, text] of typed) {
      // A file field cannot be set to anything else.
      if (field.value !== text) field.value = text;
      for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
    }
  };
}
