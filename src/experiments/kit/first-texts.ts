/** Initial code of the playground, also read by a page. */
import { numbersAt } from '../../python/numbers.ts';

/** The initial rule in the editor: the engine's Nesterov momentum, in the engine's own lines. */
export const FIRST_RULE = `alpha = 0.5  # name a number,
beta = 0.9   # get a slider
m = np.zeros_like(phi)

for t in range(1, steps + 1):
    # Nesterov: look ahead, then step
    g = gradient(phi - alpha * beta * m)
    m = beta * m + (1 - beta) * g
    phi = phi - alpha * m`;

export const FIRST_MODEL = `# phi holds as many numbers as you like, up to six
def model(x, phi):
    return phi[0] * np.tanh(phi[1] * x)`;

/** The numbers named at the top of a rule or loss. */
export const namedNumbers = (text: string): { name: string; value: number }[] =>
  numbersAt(text).flatMap(({ name, value }) => (typeof value === 'number' ? [{ name, value }] : []));

/** The code below the numbers named at its top, without comments and blank lines. */
export function bodyOf(text: string): string {
  const names = namedNumbers(text).map(({ name }) => name);
  return text
    .split('\n')
    .map((line) => line.replace(/\s*(#.*)?$/, ''))
    .filter((line) => line !== '' && !names.includes(/^(\w+)\s*=(?!=)/.exec(line)?.[1] ?? ''))
    .join('\n');
}

const FIRST_NAMES = namedNumbers(FIRST_RULE).map(({ name }) => name);

/** Whether code is equivalent to the initial rule, which the engine can run without Python. */
export const isFirstRule = (text: string): boolean => {
  const named = new Set(namedNumbers(text).map(({ name }) => name));
  return bodyOf(text) === bodyOf(FIRST_RULE) && FIRST_NAMES.every((name) => named.has(name));
};
