import { describe, expect, it } from 'vitest';
import { compile, failure } from '../../content/compile.ts';

const fold = (inside: string) => `<Deeper title="How fast" says="A map.">\n\n${inside}\n\n</Deeper>\n`;

describe('a fold', () => {
  it('has its title as a heading with an id, in the slot of its head', async () => {
    const code = (await compile(fold('Text.'))).replace(/\s+/g, ' ');
    expect(code).toContain('slot: "title", id: "how-fast", children: "How fast"');
  });

  it('keeps its title a heading of its own where nothing in it ever changes', async () => {
    const code = await compile(fold('Text.\n\nMore text.'), undefined, undefined, true);
    expect(code).toMatch(/_components\.h3, \{\s*slot: "title",\s*id: "how-fast"/);
    expect(code).toContain('<p>More text.</p>');
  });

  it('puts the headings in it below those that the contents list', async () => {
    const code = await compile(fold('### Near\n\n#### Nearer\n\n### Far'));
    expect(code).toMatch(/h4, \{\s*id: "near"/);
    expect(code).toMatch(/h5, \{\s*id: "nearer"/);
    expect(code).toMatch(/h4, \{\s*id: "far"/);
  });

  it('tells its figures that they are folded, and no others', async () => {
    const code = await compile(`<Experiment id="sgd" />\n\n${fold('<Experiment id="adam" />')}`);
    expect(code.match(/folded: true/g)).toHaveLength(1);
    expect(code).toMatch(/id: "adam",\s*folded: true/);
  });

  it('names the figures in it, so that their numbers have no gaps while it is shut', async () => {
    const figures = ['1', '2'].map((n) => `<Experiment id="sgd" as="sgd-${n}" figure="6.2.${n}" />`).join('\n\n');
    expect(await compile(fold(figures))).toContain('figures: "6.2.1 6.2.2"');
    expect(await compile(fold('Text.'))).not.toContain('figures:');
  });

  it('needs a title, may say a sentence, and holds no fold and no last sentence of a lesson', async () => {
    expect(await failure('<Deeper says="A map.">\n\nText.\n\n</Deeper>\n')).toMatch(/^1:1 <Deeper> needs a title/);
    expect(await failure('<Deeper title="a" says="b">\n\nText.\n\n</Deeper>\n')).toMatch(/^1:1 says="b" .* sentence/);
    expect(await failure(fold(fold('Text.')))).toMatch(/^3:1 a fold cannot be inside another fold/);
    expect(await failure(fold('<InShort>So.</InShort>'))).toMatch(/^3:1 <InShort> ends a lesson/);
  });
});

describe('a term', () => {
  it('is one that is defined', async () => {
    expect(await failure('A <Term id="saddle">saddle</Term>.\n')).toBe('compiled');
    expect(await failure('Text.\n\nA <Term id="sadle">saddle</Term>.\n')).toMatch(
      /^3:3 <Term id="sadle"> is not defined; did you mean "saddle"\? terms are in src\/content\/terms.ts/,
    );
    expect(await failure('A <Term id="toString">saddle</Term>.\n')).toContain('is not defined');
  });

  it('is marked at its first use only', async () => {
    const two = 'A <Term id="saddle">saddle</Term>.\n\nThe <Term id="saddle">saddle</Term>.\n';
    expect(await failure(two)).toMatch(/^3:5 the term "saddle" is already marked at its first use, on line 1:/);
  });
});

describe('an exercise', () => {
  it('is of a known kind, or of none', async () => {
    expect(await failure('<Exercise n={1} kind="predict">\n\nWhat?\n\n</Exercise>\n')).toBe('compiled');
    expect(await failure('<Exercise n={1}>\n\nWhat?\n\n</Exercise>\n')).toBe('compiled');
    expect(await failure('<Exercise n={1} kind="guess">\n\nWhat?\n\n</Exercise>\n')).toMatch(
      /^1:1 kind="guess" of <Exercise> must be one of find, predict, explain/,
    );
  });
});
