import type { Node, Root } from 'mdast';
import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import { attribute, type JsxElement, textOf } from './jsx.ts';

/** Maximum words of a passage: more would be two ideas. */
const MOST = 70;
/**
 * Remark plugin: a scene is a figure with the passages that set it, or a figure to be played with. It marks the figure
 * as part of a scene, connects the passages with it, and rejects misplaced or incomplete scenes.
 * @throws VFileMessage with the position
 */
export function scenes() {
  return (tree: Root, file: VFile): void => {
    const first = tree.children.find(({ type }) => type !== 'mdxjsEsm') as Node | undefined;
    const inScene = new Set<Node>();
    visit(tree, 'mdxJsxFlowElement', (node) => {
      const scene = node as JsxElement;
      if (scene.name !== 'Scene') return;
      const blocks = scene.children as Node[];
      const elements = blocks.filter((block): block is JsxElement => block.type === 'mdxJsxFlowElement');
      const figures = elements.filter(({ name }) => name === 'Experiment');
      const passages = elements.filter(({ name }) => name === 'Passage');
      const [figure] = figures;
      const isAlone = passages.length === 0 && elements.some(({ name }) => name === 'Afterwards' || name === 'Goal');
      const isTold = passages.length > 1 && figures.length + passages.length === blocks.length;
      if (!figure || figures.length > 1 || !(isAlone || isTold))
        file.fail(
          '<Scene> must contain one <Experiment> and at least two <Passage>s, and nothing else; a game contains an <Experiment>, text, and <Afterwards> or <Goal>',
          scene.position,
        );
      const id = textOf(figure, 'id') ?? '';
      const as = textOf(figure, 'as');
      const shows = textOf(figure, 'shows');
      const beside = textOf(figure, 'beside');
      figure.attributes.push(attribute('scene', null), attribute('slot', 'figure'));
      scene.attributes.push(attribute('of', as ?? id));
      if (scene === first) scene.attributes.push(attribute('first', null));
      // The controls of later scenes appear out of sight.
      else figure.attributes.push(attribute('bare', null));
      if (isTold && passages.every((passage) => settingOf(passage) === settingOf(passages[0]!)))
        file.fail(
          'no passage of this <Scene> changes the figure: write prose and an <Experiment> instead',
          scene.position,
        );
      const told = isAlone ? elements.filter(({ name }) => name === 'Afterwards') : passages;
      if (isAlone) scene.attributes.push(attribute('alone', null));
      for (const passage of told) {
        inScene.add(passage);
        const words = wordsIn(passage);
        if (words > MOST)
          file.fail(`a <Passage> of ${words} words: the limit is ${MOST}, enough for one thing`, passage.position);
        passage.attributes.push(
          attribute('id', id),
          ...(as === undefined ? [] : [attribute('as', as)]),
          ...(shows === undefined ? [] : [attribute('shows', shows)]),
          ...(beside === undefined ? [] : [attribute('beside', beside)]),
        );
      }
    });
    visit(tree, 'mdxJsxFlowElement', (node) => {
      const { name } = node as JsxElement;
      if ((name === 'Passage' || name === 'Afterwards') && !inScene.has(node))
        file.fail(`<${name}> belongs in a <Scene>`, node.position);
    });
  };
}

/** Words as a reader counts them; a formula counts as one, and so does a live number. */
function wordsIn(passage: Node): number {
  let words = 0;
  visit(passage, (node) => {
    if (node.type === 'inlineMath' || (node as JsxElement).name === 'Value') words++;
    else if (node.type === 'text')
      words += (node as { value?: string } & Node).value?.match(/[\p{L}\p{N}’'-]+/gu)?.length ?? 0;
  });
  return words;
}

/** The setting of a passage, as text. */
const settingOf = ({ attributes }: JsxElement): string =>
  attributes
    .flatMap((one) => (one.type === 'mdxJsxAttribute' ? [JSON.stringify([one.name, textOfValue(one.value)])] : []))
    .sort()
    .join(' ');

/** Expressions are compared by their text, since their trees contain positions. */
const textOfValue = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
