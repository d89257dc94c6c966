import { describe, expect, it } from 'vitest';
import { compile, failure } from '../../content/compile.ts';

const figure = '<Experiment id="momentum-valley" />';
const passage = (attributes: string, words = 'A ball does not forget.') =>
  `<Passage ${attributes}>\n\n${words}\n\n</Passage>`;
const scene = (...blocks: string[]) => `<Scene>\n\n${blocks.join('\n\n')}\n\n</Scene>\n`;
const two = [passage('beta={0} step={0}'), passage('beta={0.8} play')];

describe('a scene', () => {
  it('tells its figure that it is in a scene, and its passages which figure is theirs', async () => {
    const code = (await compile(`Words.\n\n${scene(figure, ...two)}`)).replace(/\s+/g, ' ');
    expect(code).toMatch(/id: "momentum-valley", scene: true, slot: "figure"/);
    expect(code.match(/_jsxs?\(Passage, \{[^}]*id: "momentum-valley"/g)).toHaveLength(2);
    expect(code).toContain('of: "momentum-valley"');
    expect(code).not.toContain('first: true');
  });

  it('bears the title of a page that it begins', async () => {
    expect((await compile(scene(figure, ...two))).replace(/\s+/g, ' ')).toContain('first: true');
  });

  it('gives its passages the name of a second instance, and the panel that it shows', async () => {
    const second = '<Experiment id="momentum-valley" as="short" shows="kinds" />';
    const code = (await compile(scene(second, ...two))).replace(/\s+/g, ' ');
    expect(code.match(/\(Passage, \{[^}]*as: "short", shows: "kinds"/g)).toHaveLength(2);
  });

  it('holds one figure and at least two passages, and nothing else', async () => {
    const message = /^1:1 <Scene> must contain one <Experiment> and at least two <Passage>s/;
    expect(await failure(scene(figure, two[0]!))).toMatch(message);
    expect(await failure(scene(...two))).toMatch(message);
    expect(await failure(scene(figure, 'Words between.', ...two))).toMatch(message);
  });

  it('is refused where its passages change nothing', async () => {
    const same = passage('beta={0.8} play');
    expect(await failure(scene(figure, same, same))).toMatch(/^1:1 no passage of this <Scene> changes the figure/);
    expect(await failure(scene(figure, passage('beta={0.8}'), passage('beta={0.80}', 'Once more.')))).toBe('compiled');
  });
});

describe('a passage', () => {
  it('says one thing, in at most seventy words', async () => {
    const words = (n: number) => Array.from({ length: n }, () => 'word').join(' ');
    expect(await failure(scene(figure, two[0]!, passage('play', words(70))))).toBe('compiled');
    expect(await failure(scene(figure, two[0]!, passage('play', words(71))))).toMatch(/^11:1 a <Passage> of 71 words/);
  });

  it('may show a still picture of an experiment that has no figure on the page', async () => {
    const code = await compile(
      scene(figure, passage('step={0}', 'A valley: <Still id="one-dimension" alpha={1.1} />'), two[1]!),
    );
    expect(code.replace(/\s+/g, ' ')).toMatch(/\(Still, \{ id: "one-dimension", alpha: 1.1/);
  });

  it('stands in a scene', async () => {
    expect(await failure(`${figure}\n\n${passage('play')}\n`)).toMatch(/^3:1 <Passage> belongs in a <Scene>/);
    expect(await failure(`${figure}\n\n<Afterwards>\n\nOver.\n\n</Afterwards>\n`)).toMatch(/^3:1 <Afterwards> belongs/);
  });
});

describe('a game', () => {
  const afterwards = '<Afterwards beta={0.8}>\n\nWhat is said when it is over.\n\n</Afterwards>';

  it('is a scene with words and without passages, whose last words follow its figure', async () => {
    const code = (await compile(scene('Get as low as you can.', figure, afterwards))).replace(/\s+/g, ' ');
    expect(code).toMatch(/_jsxs?\(Scene, \{[^}]*alone: true/);
    expect(code).toMatch(/\(Afterwards, \{ beta: 0\.8,[^}]*id: "momentum-valley"/);
    expect(await compile(scene(figure, ...two))).not.toContain('alone');
  });

  it('has no passages besides', async () => {
    const message = /^1:1 <Scene> must contain one <Experiment> and at least two <Passage>s/;
    expect(await failure(scene(figure, ...two, afterwards))).toMatch(message);
    expect(await failure(scene('Words.', figure))).toMatch(message);
  });
});
