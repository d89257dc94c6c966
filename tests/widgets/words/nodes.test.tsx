import { renderToString } from 'preact-render-to-string';
import { beforeAll, describe, expect, it } from 'vitest';
import { MathText } from '../../../src/widgets/panels/MathText.tsx';
import { sayIn } from '../../../src/widgets/words/dictionary.ts';
import { sayNodes } from '../../../src/widgets/words/nodes.ts';
import { english, speakWith } from '../../../src/widgets/words/say.ts';
import { voiceOf } from '../../../src/widgets/words/translated.ts';

const german = sayIn({
  Play: 'Abspielen',
  'step <n> of <m>': 'Schritt <n> von <m>',
  'tries *n*': 'Versuche *n*',
  'Reached with': 'Erreicht mit',
});
const inGerman = voiceOf(german, 'de');

describe('components, which write English', () => {
  beforeAll(() => {
    sayNodes();
    speakWith(() => inGerman);
  });

  it('say a text between tags and in attributes that are read', () => {
    expect(
      renderToString(
        <p title="Play" id="Play">
          Play
        </p>,
      ),
    ).toBe('<p title="Abspielen" id="Play">Abspielen</p>');
  });

  it('say pieces side by side as one text', () => {
    const [at, steps] = [3, 80];
    expect(
      renderToString(
        <p>
          step {at} of {steps}
        </p>,
      ),
    ).toBe('<p>Schritt 3 von 80</p>');
  });

  it('keep what stands between two texts in its place', () => {
    expect(
      renderToString(
        <p>
          Reached with <b>Play</b>.
        </p>,
      ),
    ).toBe('<p>Erreicht mit <b>Abspielen</b>.</p>');
  });

  it('say a text with symbols before it is taken apart', () => {
    expect(renderToString(<MathText text="tries *n*" />)).toBe('Versuche <i class="sym">n</i>');
  });

  it('leave code, and what is marked as not to be translated', () => {
    expect(renderToString(<code>Play</code>)).toBe('<code>Play</code>');
    expect(renderToString(<b translate={false}>Play</b>)).toContain('Play');
  });

  it('speak English on an English page', () => {
    speakWith(() => english);
    expect(renderToString(<p>Play</p>)).toBe('<p>Play</p>');
  });
});
