/** Computes sheets and runs away from the page. */
import { type RuleRun, type Run, runsOf, type Scene, sceneOf } from './compute.ts';
import type { Settings } from './settings.ts';

export interface Question {
  ticket: number;
  settings: Settings;
  rules: readonly RuleRun[];
  /** Whether the sheet is wanted, too. */
  scene: boolean;
}

export interface Answer {
  ticket: number;
  runs: Run[];
  scene?: Scene;
  /** Why there is nothing, in words. */
  trouble?: string;
}

// A module worker's global is typed as a window here; only these two members are used.
const port = self as unknown as Pick<Worker, 'postMessage' | 'onmessage'>;

port.onmessage = ({ data: { ticket, settings, rules, scene } }: MessageEvent<Question>) => {
  let answer: Answer;
  try {
    answer = { ticket, runs: runsOf(settings, rules), ...(scene && { scene: sceneOf(settings) }) };
  } catch (error) {
    answer = { ticket, runs: [], trouble: error instanceof Error ? error.message : String(error) };
  }
  port.postMessage(answer);
};
