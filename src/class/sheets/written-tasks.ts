/** Reads the tasks of a page from its MDX: the props of `<Exercise>` and `<Task>`. */

import { FIGURE_PROPS } from '../../widgets/prerender/figure-props.ts';
import type { ExerciseKind } from '../work/exercise-kinds.ts';

export interface WrittenTask {
  page: string;
  name: string;
  /** Number of the exercise. */
  n: number;
  kind: ExerciseKind | undefined;
  grade: number | undefined;
  /** As written, with the values of its figure. */
  props: Readonly<Record<string, unknown>>;
}

const TAG = /<(Experiment|Exercise|Task)\b((?:\s+[\w-]+(?:=(?:"[^"]*"|\{[^{}]*\}))?)*)\s*\/?>/g;
const PROP = /([\w-]+)(?:=(?:"([^"]*)"|\{([^{}]*)\}))?/g;

/**
 * @param body MDX, with or without frontmatter
 * @param above lines of the file before it
 */
export function tasksIn(page: string, body: string, path = `src/content/docs/${page}.mdx`, above = 0): WrittenTask[] {
  const tags = [...body.matchAll(TAG)].map(({ 1: tag = '', 2: text = '', index }) => ({
    tag,
    props: propsIn(text),
    index,
  }));
  const figures = new Map(
    tags
      .filter(({ tag }) => tag === 'Experiment')
      .map(({ props }) => [
        String(props['as'] ?? props['id']),
        {
          hides: props['hide'],
          instance: Object.fromEntries(Object.entries(props).filter(([name]) => !FIGURE_PROPS.includes(name))),
        },
      ]),
  );
  let exercise: Readonly<Record<string, unknown>> = {};
  return tags.flatMap(({ tag, props, index }) => {
    if (tag === 'Exercise') exercise = props;
    if (tag !== 'Task') return [];
    const line = above + body.slice(0, index).split('\n').length;
    const { hides, instance = {} } = figures.get(String(props['as'] ?? props['id'])) ?? {};
    const { n, kind, grade } = exercise;
    return {
      page,
      name: String(props['name']),
      n: Number(n),
      // Safe: the build rejects any other.
      kind: kind as ExerciseKind | undefined,
      grade: grade === undefined ? undefined : Number(grade),
      props: { ...props, instance, ...(hides !== undefined && { hides }), loc: `${path}:${line}:1` },
    };
  });
}

/** The literal props: strings, numbers, true and false. */
function propsIn(text: string): Record<string, unknown> {
  return Object.fromEntries(
    [...text.matchAll(PROP)].map(([, name = '', quoted, braced]) => [
      name,
      quoted ?? (braced === undefined ? true : literal(braced)),
    ]),
  );
}

function literal(text: string): unknown {
  try {
    return JSON.parse(
      text
        .replace(/^'(.*)'$/, '"$1"')
        .replace(/^\./, '0.')
        .replace(/^-\./, '-0.'),
    );
  } catch {
    return text;
  }
}
