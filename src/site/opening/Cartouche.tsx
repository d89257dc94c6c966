/** A sentence in pieces, of which some are numbers. */
type SentenceParts = readonly { text: string; number?: string }[];

interface Link {
  text: string;
  href: string;
}

/** The words beside the chart. */
export interface Words {
  title: string;
  /** Before the first step. */
  lead: string;
  /** Without scripts and on paper, where nobody walks: what the built picture shows. */
  built: SentenceParts;
  /** When the game is over; the second sentence leads on. */
  after: string;
  onwards: Link;
  links: readonly Link[];
}

/** The game cannot go on. */
interface Trouble {
  text: string;
  retry(): void;
}

/** Title, one sentence and where to go from here. */
export function Cartouche({
  words,
  over,
  trouble,
}: {
  words: Words;
  over: SentenceParts | undefined;
  trouble: Trouble | undefined;
}) {
  const { title, lead, built, after, onwards, links } = words;
  const leadsOn = (
    <p class="after">
      {after} <a href={onwards.href}>{onwards.text}</a>
    </p>
  );
  return (
    <div class="cartouche">
      <h1 id="_top">{title}</h1>
      <div class="words">
        {over ? (
          <>
            <Sentence of={over} />
            {leadsOn}
          </>
        ) : (
          <p>{lead}</p>
        )}
        {trouble && (
          <p role="alert">
            {trouble.text}{' '}
            <button type="button" onClick={trouble.retry}>
              Try again
            </button>
          </p>
        )}
      </div>
      <div class="built-words">
        <Sentence of={built} />
        {leadsOn}
      </div>
      <p class="links">
        {links.map(({ text, href }) => (
          <a key={href} href={href}>
            {text}
          </a>
        ))}
      </p>
    </div>
  );
}

/** A sentence with its numbers set apart. */
function Sentence({ of }: { of: SentenceParts }) {
  return (
    <p>
      {of.map(({ text, number }, k) => (number === undefined ? <span key={k}>{text}</span> : <b key={k}>{text}</b>))}
    </p>
  );
}
