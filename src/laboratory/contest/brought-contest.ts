/** Contests outside the figure: links of an older form, and texts that were kept elsewhere. */
import { codeText } from '../../engine/code.ts';
import type { Values } from '../../engine/schema.ts';
import type { Figure } from '../../widgets/page/figure.ts';
import { keepText, keptText, ruleName } from '../../widgets/page/kept-text.ts';
import { unpack } from '../../widgets/page/packed.ts';
import { device } from '../../widgets/page/store.ts';
import { bringBack, valuesIn } from '../kept-figure.ts';

const MARK = '#contest=';
/** The rule that the page of the contest kept before it was a figure. */
const OLD = 'contest';
/** The playground's rule as it was last taken over. */
const TAKEN = 'contest from the playground';

/** The values of a link of the older form; undefined where it is none. @throws Error in words for the reader */
async function valuesOfLink({ spec }: Pick<Figure, 'spec'>, hash: string): Promise<Values | undefined> {
  if (!hash.startsWith(MARK)) return undefined;
  const found = await unpack(hash.slice(MARK.length));
  const { text = '', ...others } = (typeof found === 'object' && found !== null ? found : {}) as Record<
    string,
    unknown
  >;
  const query = new URLSearchParams({ rule: String(text) });
  for (const name of ['seed', 'budget', 'tune']) if (name in others) query.set(name, String(others[name]));
  return valuesIn({ spec }, query);
}

/** Shows what the address holds in the older form. */
export async function openOldLink(live: Figure): Promise<void> {
  try {
    const values = await valuesOfLink(live, location.hash);
    if (!values) return;
    const { rule } = live.spec.schema;
    if (rule?.kind === 'code' && values['rule'] === codeText(rule.first ?? '')) live.trust(values);
    live.bring(values);
    // The figure's own form stands in the address from here on.
    history.replaceState(history.state, '', `${location.pathname}${location.search}#${live.spec.name}`);
  } catch (error) {
    live.messages.value = [
      `${error instanceof Error ? error.message : String(error)} The page shows what it had instead.`,
    ];
  }
}

/** The rule that the reader wrote for the contest before, or else in the playground, stands in the editor; one that
 * comes from there takes part at once. */
export async function takeOver(live: Figure): Promise<void> {
  const name = ruleName(live);
  const old = keptText(OLD);
  if (old !== undefined) {
    if (keptText(name) === undefined) keepText(name, old);
    keepText(OLD, undefined);
  }
  const own = keptText(name);
  if (own !== undefined && own !== device.text(TAKEN)) return;
  const { writtenRule } = await import('../playground/kept-playground.ts');
  const theirs = writtenRule();
  if (theirs === undefined) return;
  keepText(name, theirs);
  device.keep(TAKEN, theirs);
  // Where it fails, the picture is that of ours alone.
  await live.run();
  const values = live.values.peek();
  if (values['rule'] !== '') return;
  // Whoever comes with a rule wants to see it run, or what is wrong with it.
  const entered = { ...values, rule: codeText(theirs) };
  bringBack(live, entered);
}
