import type { Expression, ObjectExpression, Program } from 'estree-jsx';
import type { MdxJsxAttribute } from 'mdast-util-mdx-jsx';
import type { VFile } from 'vfile';
import { nearest } from '../../engine/spelling.ts';
import { FIGURE_PROPS } from '../../widgets/prerender/figure-props.ts';
import { attribute, type JsxElement, textOf as text } from './jsx.ts';

/** Props of the widgets that are not parameters of an experiment. */
const structural = new Set([...FIGURE_PROPS, 'of', 'fixed']);

/**
 * Passes the values of the preceding figure to every `<Value>` and `<Try>` (and its hidden parameters to a `<Task>`),
 * as one prop `instance={{…}}`, so that both have the instance's defaults at build time. The figure is found by `as`,
 * or else by `id`. A `<Value>` with its own values is about one case of an experiment, and needs no figure.
 * @throws VFileMessage if there is no such figure, if two figures share a name, and if a figure's value is computed
 * rather than written
 */
export function linkInstances(widgets: readonly JsxElement[], file: VFile): void {
  const figures = new Map<string, MdxJsxAttribute[]>();
  const hides = new Map<string, string | undefined>();
  for (const node of widgets) {
    if (node.name !== 'Experiment') continue;
    const name = nameOf(node, file);
    if (figures.has(name)) {
      file.fail(`two figures are called "${name}"; give the second its own name: as="${name}-2"`, node.position);
    }
    figures.set(name, values(node, file));
    hides.set(name, text(node, 'hide'));
  }
  for (const node of widgets) {
    if (['Experiment', 'Scene', 'Still', 'Sign'].includes(node.name ?? '')) continue;
    // A letter without a number under it depends on no figure.
    if (node.name === 'Part' && text(node, 'of') === undefined) continue;
    // A written task is about no figure.
    if (node.name === 'Task' && text(node, 'id') === undefined) continue;
    const name = nameOf(node, file);
    const figure = figures.get(name);
    if (figure) {
      node.attributes.push(attribute('instance', objectOf(figure)));
      const hidden = node.name === 'Task' ? hides.get(name) : undefined;
      if (hidden !== undefined) node.attributes.push(attribute('hides', hidden));
      continue;
    }
    const isOneCase = node.name === 'Value' && text(node, 'as') === undefined && values(node, file).length > 0;
    if (isOneCase) continue;
    const meant = nearest(name, [...figures.keys()]);
    const hint = meant === undefined ? '' : `did you mean "${meant}"? `;
    file.fail(
      `<${node.name}> follows a figure "${name}" that this page does not have; ${hint}it has ${[...figures.keys()].join(', ') || 'none'}`,
      node.position,
    );
  }
}

function nameOf(node: JsxElement, file: VFile): string {
  const name = text(node, 'as') ?? text(node, 'id');
  if (name === undefined) file.fail(`<${node.name}> needs an id: <${node.name} id="…">`, node.position);
  return name ?? '';
}

/** The attributes that set a parameter. Each value must be a literal. */
function values(node: JsxElement, file: VFile): MdxJsxAttribute[] {
  return node.attributes.filter((a): a is MdxJsxAttribute => {
    if (a.type !== 'mdxJsxAttribute') file.fail(`<${node.name}> takes no spread: write each value`, node.position);
    if (a.type !== 'mdxJsxAttribute' || structural.has(a.name)) return false;
    if (!isLiteral(expressionOf(a))) {
      file.fail(`${a.name} of <${node.name}> must be a plain number, text, true or false`, node.position);
    }
    return true;
  });
}

function expressionOf(a: MdxJsxAttribute): Expression | undefined {
  if (a.value === null || a.value === undefined) return { type: 'Literal', value: true, raw: 'true' };
  if (typeof a.value === 'string') return { type: 'Literal', value: a.value, raw: JSON.stringify(a.value) };
  const statement = a.value.data?.estree?.body[0];
  return statement?.type === 'ExpressionStatement' ? statement.expression : undefined;
}

function isLiteral(expression: Expression | undefined): boolean {
  if (expression?.type === 'UnaryExpression' && expression.operator === '-') return isLiteral(expression.argument);
  return expression?.type === 'Literal';
}

function objectOf(attributes: readonly MdxJsxAttribute[]): MdxJsxAttribute['value'] {
  const object: ObjectExpression = {
    type: 'ObjectExpression',
    properties: attributes.flatMap((a) => {
      const value = expressionOf(a);
      if (value === undefined) return [];
      return {
        type: 'Property' as const,
        kind: 'init' as const,
        method: false,
        shorthand: false,
        computed: false,
        key: { type: 'Identifier' as const, name: a.name },
        value,
      };
    }),
  };
  const estree: Program = {
    type: 'Program',
    sourceType: 'module',
    comments: [],
    body: [{ type: 'ExpressionStatement', expression: object }],
  };
  return { type: 'mdxJsxAttributeValueExpression', value: 'instance', data: { estree } };
}
