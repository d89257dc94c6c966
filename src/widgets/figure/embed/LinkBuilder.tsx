/** A figure as a teacher takes it away: which controls it has, its words and colours, as a frame, a link or MDX. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { show } from '../../../figure/parameters/index.ts';
import { groupLabel } from '../../controls/groups.ts';
import { hiddenIn } from '../../page/address.ts';
import type { Figure } from '../../page/figure.ts';
import { linkTo } from '../../page/page.ts';
import { MathText } from '../../panels/MathText.tsx';
import { TextToCopy } from '../TextToCopy.tsx';
import { addressOf, type Chosen, frameOf, listener, mdxOf, parts, themes } from './forms.ts';
import { Preview } from './Preview.tsx';

/** Characters of a caption that an address may bring. */
const LONGEST = 1000;
/** Height of the line under an embed, and its margins, and the margins at its sides: px. */
const SOURCE_LINE = 40;
const SIDES = 24;

const forms = { frame: 'frame for a course system', link: 'link', mdx: 'MDX for a page of your own' } as const;
type Form = keyof typeof forms;

const starts = { now: 'as it is set now', page: 'as the page has it' } as const;
type Start = keyof typeof starts;

// Object.keys forgets that the names are these.
const keysOf = <Key extends string>(record: Readonly<Record<Key, unknown>>): Key[] => Object.keys(record) as Key[];

export function LinkBuilder({ live }: { live: Figure }) {
  const { spec } = live;
  const [form, setForm] = useState<Form>('frame');
  const [start, setStart] = useState<Start>('now');
  const [choice, setChoice] = useState(() => asShown(live));
  const box = document.getElementById(spec.name);
  const here = (box?.scrollHeight ?? 0) + SOURCE_LINE;
  const [measured, setMeasured] = useState(here);

  const chosen: Chosen = { ...choice, values: start === 'now' ? live.values.value : spec.defaults };
  const isMdx = form === 'mdx';
  const address = addressOf(spec, isMdx ? { ...chosen, without: [], theme: 'reader' } : chosen, location.origin);
  const isWhole = sameChoice(choice, asShown(live));
  const isAsPage = !spec.embed && start === 'now' && isWhole;
  // A figure grows a little once it computes, and this one already has; with something left out it would be too much.
  const height = isWhole ? Math.max(measured, here) : measured;
  const change = (part: Partial<typeof choice>): void => setChoice({ ...choice, ...part });

  return (
    <>
      <div class="builder-form">
        <Select name="form" label="Take it as a" options={forms} value={form} set={(to) => setForm(to)} />
        <fieldset>
          <legend>Students can change</legend>
          {groupsOf(live).map((group) => (
            <Check
              key={group[0]}
              name={group.join(' ')}
              isOn={!group.every((name) => choice.fixed.includes(name))}
              set={(isOn) =>
                change({
                  fixed: isOn ? choice.fixed.filter((name) => !group.includes(name)) : [...choice.fixed, ...group],
                })
              }
            >
              <MathText
                text={group.length > 1 ? groupLabel(spec, group) : (spec.schema[group[0] ?? '']?.label ?? '')}
              />
              {group.every((name) => choice.fixed.includes(name)) && (
                <span class="builder-fixed"> stays at {valuesIn(live, chosen, group)}</span>
              )}
            </Check>
          ))}
        </fieldset>
        {!isMdx && (
          <fieldset>
            <legend>They see</legend>
            {keysOf(parts).map((part) => (
              <Check
                key={part}
                name={part}
                isOn={!choice.without.includes(part)}
                set={(isOn) =>
                  change({ without: isOn ? choice.without.filter((one) => one !== part) : [...choice.without, part] })
                }
              >
                {parts[part]}
              </Check>
            ))}
          </fieldset>
        )}
        <Select name="start" label="It starts" options={starts} value={start} set={(to) => setStart(to)} />
        {!isMdx && (
          <Select
            name="theme"
            label="Its colours are"
            options={themes}
            value={choice.theme}
            set={(theme) => change({ theme })}
          />
        )}
        <label class="builder-words">
          Your own caption, in place of the figure’s
          <textarea
            name="caption"
            rows={3}
            maxLength={LONGEST}
            value={choice.caption}
            onInput={({ currentTarget }) => change({ caption: currentTarget.value })}
          />
        </label>
      </div>
      <div class="builder-take">
        {form === 'frame' && (
          <>
            <p>Paste this where the figure is to stand.</p>
            <TextToCopy text={frameOf(spec.title, address, height)} label="Copy the frame" />
          </>
        )}
        {form === 'link' && (
          <>
            <p>
              {isAsPage
                ? 'It opens the figure on its page, as it is set now.'
                : 'It opens the figure alone, since its page has all the controls and words.'}
            </p>
            <TextToCopy text={isAsPage ? linkTo(live) : address} label="Copy the link" />
          </>
        )}
        {isMdx && (
          <>
            <p>
              It stands in a page of a course made from these notes, which brings the title, the buttons and the
              colours.
            </p>
            <TextToCopy text={mdxOf(spec, chosen)} label="Copy the MDX" />
          </>
        )}
        <Preview
          address={address}
          title={spec.title}
          width={(box?.clientWidth ?? 0) + SIDES}
          height={height}
          measured={setMeasured}
        />
        {form === 'frame' && (
          <details>
            <summary>If the frame does not follow its height</summary>
            <p>
              The frame tells its height to the page around it. A course system that knows lti.frameResize needs nothing
              more; any other page listens:
            </p>
            <TextToCopy text={listener} label="Copy the listener" />
          </details>
        )}
      </div>
    </>
  );
}

/** The parts of the figure that the page shows, or those that the address of an embed has left. */
function asShown({ spec }: Figure): Omit<Chosen, 'values'> {
  const query = new URLSearchParams(spec.embed ? location.search : '');
  const hidden = hiddenIn(query);
  const theme = query.get('theme');
  return {
    fixed: spec.hide,
    without: keysOf(parts).filter((part) => hidden.includes(part)),
    caption: spec.caption ?? query.get('caption') ?? '',
    theme: theme === 'light' || theme === 'dark' ? theme : 'reader',
  };
}

function sameChoice(a: Omit<Chosen, 'values'>, b: Omit<Chosen, 'values'>): boolean {
  const text = ({ fixed, without, caption, theme }: typeof a): string =>
    JSON.stringify([[...fixed].sort(), [...without].sort(), caption, theme]);
  return text(a) === text(b);
}

/** The controls, in the order of the schema: those that one ring sets together are one. */
function groupsOf({ spec }: Figure): (readonly string[])[] {
  const groups = Object.keys(spec.schema).map(
    (name) => spec.together.find((group) => group.includes(name)) ?? ([name] as const),
  );
  return groups.filter((group, k) => groups.findIndex((other) => other[0] === group[0]) === k);
}

function valuesIn({ spec }: Figure, { values }: Chosen, group: readonly string[]): string {
  const texts = group.map((name) => {
    const parameter = spec.schema[name];
    const value = values[name];
    return parameter === undefined || value === undefined ? '' : show(parameter, value);
  });
  return texts.length > 1 ? `(${texts.join(', ')})` : texts.join('');
}

interface CheckProps {
  name: string;
  isOn: boolean;
  set(isOn: boolean): void;
  children: ComponentChildren;
}

const Check = ({ name, isOn, set, children }: CheckProps) => (
  <label class="builder-check">
    <input type="checkbox" name={name} checked={isOn} onChange={({ currentTarget }) => set(currentTarget.checked)} />
    <span>{children}</span>
  </label>
);

interface SelectProps<Key extends string> {
  name: string;
  label: string;
  options: Readonly<Record<Key, string>>;
  value: Key;
  set(value: Key): void;
}

function Select<Key extends string>({ name, label, options, value, set }: SelectProps<Key>) {
  const keys = keysOf(options);
  return (
    <label class="builder-select">
      {label}{' '}
      <select
        name={name}
        value={value}
        onChange={({ currentTarget }) => {
          const key = keys.find((key) => key === currentTarget.value);
          if (key) set(key);
        }}
      >
        {keys.map((key) => (
          <option key={key} value={key}>
            {options[key]}
          </option>
        ))}
      </select>
    </label>
  );
}
