import { readdirSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';
import type { SurfacePanel, SurfacePath } from '../../../src/figure/panels/panel.ts';
import { unended } from '../../../src/widgets/panels/altered.ts';
import { toPx } from '../../../src/widgets/panels/axis-scale.ts';
import { around, type Box, grow, overlap } from '../../../src/widgets/panels/box.ts';
import { guessWords } from '../../../src/widgets/panels/guess-words.ts';
import { layout } from '../../../src/widgets/panels/index.ts';
import { wordsOnWay } from '../../../src/widgets/panels/partial-run.ts';
import { labelBox } from '../../../src/widgets/panels/placer.ts';
import type { SurfaceLayout } from '../../../src/widgets/panels/surface-layout.ts';
import { experimentOf, presentationOf, valuesOf } from '../../../src/widgets/prerender/experiments.ts';
import { fc } from '../../fast-check.ts';

it.each([
  [undefined, 'your guess'],
  [0.031, 'your guess: off by 3\u00a0% of the picture'],
  [0.0042, 'your guess: off by 0.4\u00a0% of the picture'],
])('the words of a guess off by %j say so', (off, words) => expect(guessWords(off)).toBe(words));

/** The scenes that ask for a position, as written on their pages. */
const pages = new URL('../../../src/content/docs/', import.meta.url);
const asked = readdirSync(pages)
  .filter((name) => name.endsWith('.mdx'))
  .flatMap((name) =>
    readFileSync(new URL(name, pages), 'utf8')
      .split('<Scene>')
      .slice(1)
      .flatMap((scene) => {
        const id = /<Experiment id="([^"]+)"/.exec(scene)?.[1] ?? '';
        return [...scene.matchAll(/<Passage ([^>]*asks="[^"]*Mark the place\.")/g)].map(([, props = '']) => {
          const set = [...props.matchAll(/(\w+)=(?:\{([^}]*)\}|"([^"]*)")/g)]
            .filter(([, key = '']) => !['step', 'asks', 'stop', 'pause'].includes(key))
            .map(([, key = '', number, text]) => [key, number === undefined ? text : Number(number)] as const);
          return { id, name, set: Object.fromEntries(set) };
        });
      }),
  );

const steps = ({ steps: has, x }: SurfacePath): boolean => has === true && x.length > 0;

describe.each(asked)('200 guesses in $id of $name', ({ id, set }) => {
  it('no label lies on another, on a ring, or on the head of a run', async () => {
    const experiment = await experimentOf(id);
    const { panels, steps: last = 0 } = await presentationOf(id, experiment, valuesOf(id, experiment, set));
    const map = panels[0] as SurfacePanel; // guesses are made on maps
    expect(map.kind).toBe('surface');
    const paths = (map.paths ?? []).filter(steps);
    const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    const sizes = fc.constantFrom([808, 460], [350, 240]);
    fc.assert(
      fc.property(share, share, sizes, fc.boolean(), (across, up, [width = 0, height = 0], isWhole) => {
        const bare = layout(map, width, height) as SurfaceLayout; // a map's own
        const { x, y } = bare;
        const heads = paths.map((path) => [path.x.at(-1) ?? 0, path.y.at(-1) ?? 0] as const);
        const run = paths.findIndex(({ role }) => role === 'run');
        const end = heads.at(run);
        const place = (scale: typeof x, part: number) => scale.domain[0] + part * (scale.domain[1] - scale.domain[0]);
        const guess = { x: place(x, across), y: place(y, up), onSurface: false, heads, ...(end && { end }) };
        const guessed = { ...(isWhole ? map : unended(map)), guess } as SurfacePanel;
        const drawn = layout(guessed, width, height) as SurfaceLayout;
        const way = isWhole ? undefined : wordsOnWay({ ...map, guess }, drawn, last, 'higher than before');
        const words = [...drawn.labels, ...(way?.said ? [way.said] : []), ...(way?.names ?? [])];
        expect(words.some(({ text }) => text.startsWith('your guess'))).toBe(true);
        // Without their margins, which overlap between the lines of one label.
        const boxes = words.map((word) => [word.text, grow(labelBox(word, word), -1.5)] as const);
        const at = ([px, py]: readonly [number, number]): [number, number] => [toPx(x, px), toPx(y, py)];
        const things: (readonly [string, Box])[] = [
          ...(map.handle ? [['the ring', around(...at(map.handle.at), 11)] as const] : []),
          ...heads.map((head) => ['a head', around(...at(head), 4.5)] as const),
          ['the mark', around(...at([guess.x, guess.y]), 8)],
        ];
        for (const [k, [text, label]] of boxes.entries())
          for (const [other, thing] of [...boxes.slice(k + 1), ...things])
            if (overlap(label, thing)) throw new Error(`"${text}" lies on ${other}`);
      }),
      { numRuns: 200 },
    );
  });
});
