import { describe, expect, it } from 'vitest';
import { compile, failure } from '../../content/compile.ts';

describe('components', () => {
  it('imports what a chapter uses, and nothing else', async () => {
    const code = await compile('<Experiment id="sgd" />\n\n<Note>Beside.</Note>\n');
    expect(code).toContain("import {Experiment} from '/src/widgets/mdx.ts'".replaceAll("'", '"'));
    expect(code).toContain('import {Note} from "/src/site/components/index.ts"');
    expect(await compile('<IdeaMap />')).toContain('import {IdeaMap} from "/src/site/components/index.ts"');
    expect(await compile('No component.')).not.toContain('mdx.ts');
  });

  it('tells a widget where it stands', async () => {
    expect(await compile('One.\n\n  <Experiment id="sgd" />\n')).toContain('loc: "src/content/docs/page.mdx:3:3"');
  });

  it('hands the values of a figure to the numbers and links that follow it', async () => {
    const code = await compile(
      '<Experiment id="sgd" alpha={0.2} start={-1.5} method="fixed" noisy wide opens={0} unfolded />\n\nIt rises <Value id="sgd" of="up" /> times; <Try id="sgd" alpha={0.8}>more</Try>.\n',
    );
    const instances = code.match(/instance: \{[^}]*\}/g) ?? [];
    expect(instances).toHaveLength(2);
    for (const instance of instances) {
      expect(instance.replace(/\s+/g, ' ')).toBe('instance: { alpha: 0.2, start: -1.5, method: "fixed", noisy: true }');
    }
  });

  it('finds a second figure by its name', async () => {
    const code = await compile(
      '<Experiment id="sgd" alpha={1} />\n\n<Experiment id="sgd" as="small" alpha={2} />\n\n<Value id="sgd" as="small" of="up" />\n',
    );
    expect(code.match(/instance: \{[^}]*\}/)?.[0].replace(/\s+/g, ' ')).toBe('instance: { alpha: 2 }');
  });

  it('fails at a number or a link that follows no figure of the page, and lists those it has', async () => {
    expect(await failure('<Experiment id="sgd" />\n\n<Value id="sdg" of="up" />\n')).toMatch(
      /^3:1 <Value> follows a figure "sdg" that this page does not have; did you mean "sgd"\? it has sgd$/,
    );
    expect(await failure('<Try id="sgd">go</Try>\n')).toContain('it has none');
  });

  it('fails at a link to no figure also where it has values, and at a misspelt name of a figure', async () => {
    const figures = '<Experiment id="sgd" />\n\n<Experiment id="sgd" as="small" />\n\n';
    expect(await failure(`${figures}<Try id="adam" alpha={0.2}>go</Try>\n`)).toMatch(/^5:1 .*it has sgd, small$/);
    expect(await failure(`${figures}<Try id="sgd" as="smal" alpha={0.2}>go</Try>\n`)).toContain(
      'did you mean "small"?',
    );
    expect(await failure(`${figures}<Value id="sgd" as="smal" of="up" alpha={0.2} />\n`)).toContain('"small"?');
  });

  it('lets a number with values of its own state a case of any experiment', async () => {
    // A parameter may have any name except a prop's.
    for (const parameter of ['alpha', 'digits'])
      expect(await failure(`<Value id="sgd" of="up" ${parameter}={0.2} />\n`)).toBe('compiled');
  });

  it('fails at two figures of one name, at a computed value, at a spread, and without an id', async () => {
    expect(await failure('<Experiment id="a" />\n\n<Experiment id="a" />\n')).toMatch(
      /^3:1 two figures are called "a"/,
    );
    expect(await failure('<Experiment id="a" alpha={1 + 1} />\n')).toContain('alpha of <Experiment> must be a plain');
    expect(await failure('<Experiment {...{ id: "a" }} />\n')).toContain('needs an id');
    expect(await failure('<Experiment id="a" {...{ b: 1 }} />\n')).toContain('takes no spread');
  });

  it('fails at a component that does not exist', async () => {
    expect(await failure('<Expriment id="a" />\n')).toMatch(
      /^1:1 unknown component <Expriment>; a chapter may use .*\bExperiment\b/,
    );
  });
});
