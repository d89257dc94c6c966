import { nearest as nearestOf } from '../engine/spelling.ts';
import { KNOWN_NAMES, namesIn, numpyNames } from './known-names.ts';
import type { Asks, Kind, RawError } from './protocol.ts';
import { faultOf, foreignIn } from './syntax.ts';

/** An error in the reader's words: a sentence or two, and its position in the code, if known. */
export interface PythonError {
  /**
   * `wrong`: an error in the code; `ended`: it took too long; `broken`: the interpreter crashed; `unloaded`: it could
   * not be loaded.
   */
  readonly kind: 'wrong' | 'ended' | 'broken' | 'unloaded';
  readonly message: string;
  /** Which code: the rule, the loss, the model, the engine's own problem, or a task's solution. */
  readonly where?: 'rule' | 'loss' | 'model' | 'problem' | 'task';
  /** From 1. */
  readonly line?: number;
  /** The marked part of the line, from 0 and up to but excluding `to`. */
  readonly from?: number;
  readonly to?: number;
  /** The step of the loop at which it happened; undefined if it is the first. */
  readonly step?: number;
}

const TEXTS = ['rule', 'loss', 'model', 'problem', 'task'] as const;
type Text = (typeof TEXTS)[number];

/** The error of a run in plain words. */
export function explain(error: RawError, ask: Asks[Kind], step?: number): PythonError {
  const place = placeIn(error.trace);
  const code = place ? textOf(place.where, ask) : '';
  const lines = code.split('\n');
  const words = wordsFor(error, code, place?.line, 'given' in ask ? ask.given : '');
  const line = words.line ?? (place && Math.min(place.line, lines.length));
  const mark = words.mark === undefined || line === undefined ? undefined : find(words.mark, lines[line - 1] ?? '');
  return {
    kind: 'wrong',
    message: words.message,
    ...(place && { where: place.where }),
    ...(line !== undefined && { line }),
    ...mark,
    ...(step !== undefined && step > 1 && place?.where === 'rule' && { step }),
  };
}

/** The code in question for each kind of request, besides that of its problem. */
const OWN: Readonly<Partial<Record<Kind, Text>>> = {
  rule: 'rule',
  train: 'rule',
  task: 'task',
  curve: 'model',
};

/** An error that Python would report but the interpreter would not, found before anything is run. */
export function refused(kind: Kind, ask: Asks[Kind]): PythonError | undefined {
  const problem = 'problem' in ask && ask.problem.kind !== 'python' ? ask.problem.kind : undefined;
  for (const where of [problem, OWN[kind]]) {
    const fault = where && foreignIn(textOf(where, ask));
    if (fault) return { kind: 'wrong', where, ...fault };
  }
  return undefined;
}

/** The innermost line of the reader's own code in a traceback; of the engine's only if there is no other. */
function placeIn(trace: string): { where: Text; line: number } | undefined {
  const frames = [...trace.matchAll(/File "(\w+)", line (\d+)/g)].flatMap(([, file, line]) => {
    const where = TEXTS.find((text) => text === file);
    return where ? [{ where, line: Number(line) }] : [];
  });
  return frames.findLast(({ where }) => where !== 'problem') ?? frames.at(-1);
}

function textOf(where: Text, ask: Asks[Kind]): string {
  if ('problem' in ask && (where === 'problem' || where === ask.problem.kind)) return ask.problem.code;
  return 'code' in ask ? ask.code : '';
}

/** The position of a word in a line, as a whole word. */
function find(word: string, line: string): { from: number; to: number } | undefined {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const found = new RegExp(`(?<![\\w])${escaped}(?![\\w])`).exec(line.replace(/#.*/, ''));
  return found ? { from: found.index, to: found.index + word.length } : undefined;
}

interface Words {
  message: string;
  /** The part to mark in the line. */
  mark?: string;
  /** The line, if it differs from the traceback's. */
  line?: number;
}

const KINDS: Readonly<Record<string, string>> = {
  int: 'a whole number',
  float: 'a number',
  complex: 'a complex number',
  str: 'a string',
  bool: 'a truth value (True or False)',
  NoneType: 'nothing (None)',
  list: 'a list',
  tuple: 'a tuple',
  dict: 'a dictionary',
  function: 'a function',
  closure: 'a function',
  bound_method: 'a function',
  generator: 'a generator',
  ndarray: 'an array',
  Dual: 'a number',
  type: 'a type',
  module: 'a module',
};
const kindOf = (name: string): string => KINDS[name] ?? `a ${name}`;
const SIGNS: Readonly<Record<string, string>> = {
  add: '+',
  iadd: '+=',
  sub: '-',
  isub: '-=',
  mul: '*',
  imul: '*=',
  truediv: '/',
  floordiv: '//',
  mod: '%',
  pow: '**',
  matmul: '@',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
};

/** Short names must begin with the same letter: two letters of three could make a different word. */
function nearest(name: string, names: readonly string[]): string | undefined {
  // The first letters of a name may be an abbreviation of it.
  const longer = name.length > 2 ? names.find((known) => known.startsWith(name)) : undefined;
  if (longer !== undefined) return longer;
  return nearestOf(name, name.length > 3 ? names : names.filter((known) => known[0] === name[0]));
}

const meant = (name: string, names: readonly string[]): string => {
  const near = nearest(name, names);
  return near === undefined ? '' : ` Did you mean ${near}?`;
};

function wordsFor({ type, message, ours }: RawError, code: string, line: number | undefined, given: string): Words {
  if (ours) return { message };
  // The reader's own message stays unchanged.
  const words = message.trim();
  if (/^\s*raise\b/.test(code.split('\n')[(line ?? 0) - 1] ?? ''))
    return { message: `${type}${words && `: ${words}`}${/[.?!]$/.test(words) ? '' : '.'}` };
  switch (type) {
    case 'NameError':
      return unknownName(message, `${given}\n${code}`);
    case 'SyntaxError':
    case 'IndentationError':
      return faultOf(type, message, code, line ?? 1);
    case 'AttributeError':
      return unknownAttribute(message);
    case 'TypeError':
      return wrongKind(message);
    case 'ImportError':
      return unknownImport(message);
    case 'ZeroDivisionError':
      return { message: 'Division by zero.' };
    case 'KeyError':
      return { message: `The dictionary has no key ${message}.` };
    case 'MemoryError':
      return { message: 'Out of memory: Python needs more than the page allows.' };
    case 'RuntimeError':
      if (/recursion/.test(message)) return { message: 'Infinite recursion: a function here keeps calling itself.' };
      break;
    case 'SystemExit':
    case 'KeyboardInterrupt':
      return { message: 'Your code exits here, before its last step.' };
    case 'AssertionError':
      return { message: `Assertion failed${message ? `: ${message}` : ''}.` };
    case 'ValueError':
      if (message === 'math domain error')
        return { message: 'Math domain error: for example, the square root of a negative number.' };
  }
  return { message: message === '' ? `${type}.` : sentence(message) };
}

const sentence = (text: string): string => {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?!]$/.test(whole) ? whole : `${whole}.`;
};

function unknownName(message: string, code: string): Words {
  const name = /name '(\w+)'/.exec(message)?.[1];
  if (name === undefined)
    return {
      message:
        'A variable is used here before it has a value. If a function assigns a name anywhere, that name is local to the function.',
    };
  if (name === 'true' || name === 'false' || name === 'null')
    return {
      message: `Python writes ${{ true: 'True', false: 'False', null: 'None' }[name]}, not ${name}.`,
      mark: name,
    };
  // A task may lack a name that is available to rules.
  const names = [...namesIn(code), ...KNOWN_NAMES].filter((known) => known !== name);
  if (numpyNames.includes(name)) return { message: `${name} is not defined, but NumPy has np.${name}.`, mark: name };
  return { message: `${name} is not defined.${meant(name, names)}`, mark: name };
}

function unknownAttribute(message: string): Words {
  const [, ofNumpy, others = ''] = /^numpy\.(.+) is not in this small NumPy: (.*)/.exec(message) ?? [];
  if (ofNumpy !== undefined) {
    const [part, ...rest] = ofNumpy.split('.');
    const near = rest.length === 0 ? meant(ofNumpy, numpyNames) : others && ` np.${part} has ${others}.`;
    const has =
      near || ' It has arrays of one and two dimensions, the usual functions, linalg.norm and random.RandomState.';
    return { message: `numpy.${ofNumpy} is not in this small NumPy.${has}`, mark: rest.at(-1) ?? part ?? '' };
  }
  const [, kind = '', name = ''] = /^'(\w+)' object has no attribute '(\w+)'/.exec(message) ?? [];
  if (name === 'backward')
    return { message: 'backward() does not exist here: use gradient(phi) for the gradient.', mark: name };
  if (name !== '') {
    const near = kind === 'ndarray' ? meant(name, ARRAY_NAMES) : '';
    return { message: `${sentence(kindOf(kind)).slice(0, -1)} has no ${name}.${near}`, mark: name };
  }
  const [, module = '', missing = ''] = /^module '(\w+)' has no attribute '(\w+)'/.exec(message) ?? [];
  if (missing !== '') {
    const more = module === 'random' ? ' Use NumPy instead: np.random.permutation or np.random.choice.' : '';
    return { message: `${module} has no ${missing} here.${more}`, mark: missing };
  }
  return { message: sentence(message) };
}

const ARRAY_NAMES =
  'sum mean max min std var dot T shape size ndim copy reshape ravel flatten astype tolist item argmax argmin all any clip cumsum round prod fill transpose'.split(
    ' ',
  );

function wrongKind(message: string): Words {
  const [, sign = '', left = '', right = ''] = /^unsupported types for __(\w+)__: '(\w+)', '(\w+)'/.exec(message) ?? [];
  if (/^i?xor$/.test(sign)) return { message: 'In Python, ^ is not the power operator; use **.' };
  if (sign !== '') {
    const shown = SIGNS[sign] ?? SIGNS[sign.replace(/^[ri]/, '')] ?? sign;
    if (/^[lg][te]$/.test(sign) && (right === 'ndarray' || right === 'Dual')) {
      const turned = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' }[shown];
      return {
        message: `This Python needs the number on the right of a comparison: write x ${turned} 0 instead of 0 ${shown} x.`,
      };
    }
    return { message: `${shown} does not work between ${kindOf(left)} and ${kindOf(right)}.` };
  }
  const unary = /^unsupported type for __(\w+)__: '(\w+)'/.exec(message);
  if (unary) return { message: `This operation does not work with ${kindOf(unary[2] ?? '')}.` };
  const calls = /^(?:(\w+)\(\) takes|function takes) (\d+) positional arguments? but (\d+) w(?:as|ere) given/.exec(
    message,
  );
  // In the reader's own loss, the map passes both parameters.
  if (calls && calls[1] === 'loss' && calls[3] === '2')
    return { message: 'loss must take both parameters: write def loss(x, y):.', mark: 'loss' };
  if (calls)
    return {
      message: `${calls[1] ? `${calls[1]}()` : 'This function'} takes ${calls[2]} ${calls[2] === '1' ? 'argument' : 'arguments'} but got ${calls[3]}.`,
      ...(calls[1] && { mark: calls[1] }),
    };
  const missing = /^function missing (?:required )?(?:positional|keyword) argument(?: #\d+)?(?: '(\w+)')?/.exec(
    message,
  );
  if (missing) return { message: 'This function call is missing an argument.' };
  const called = /^'(\w+)' object isn't callable/.exec(message);
  if (called)
    return {
      message: `${sentence(kindOf(called[1] ?? '')).slice(0, -1)} is not a function, so it cannot be called. Is a * missing before the bracket?`,
    };
  const iterated = /^'(\w+)' object isn't iterable/.exec(message);
  if (iterated)
    return {
      message: `${sentence(kindOf(iterated[1] ?? '')).slice(0, -1)} cannot be looped over (it is not iterable).`,
    };
  const indexed = /^'(\w+)' object isn't subscriptable/.exec(message);
  if (indexed)
    return {
      message: `${sentence(kindOf(indexed[1] ?? '')).slice(0, -1)} cannot be indexed with [ ].`,
    };
  const converted = /^can't convert (\w+) to (\w+)/.exec(message);
  if (converted?.[1] === 'Dual')
    return {
      message: 'float() and the math module would lose the gradient here; use NumPy functions such as np.exp instead.',
    };
  if (converted)
    return {
      message: `${sentence(kindOf(converted[1] ?? '')).slice(0, -1)} cannot be converted to ${kindOf(converted[2] ?? '')}.`,
    };
  return { message: sentence(message) };
}

function unknownImport(message: string): Words {
  const module = /no module named '([\w.]+)'/.exec(message)?.[1];
  if (module !== undefined)
    return {
      message: `The module ${module} is not available here, only a small NumPy and a few standard modules such as math and random. Remove this import if you do not need it.`,
      mark: module,
    };
  const name = /can't import name (\w+)/.exec(message)?.[1];
  return name === undefined
    ? { message: sentence(message) }
    : { message: `This module has no ${name} here.${meant(name, numpyNames)}`, mark: name };
}
