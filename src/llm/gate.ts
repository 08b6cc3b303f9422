import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../base/clock.js';
import type { Log } from '../base/log.js';
import type { Breaker } from './breaker.js';
import type { Budget } from './budget.js';
import type { Tried } from './endpoint.js';
import type { WhyNot } from './llm.js';
import type { Slots } from './slots.js';

const MOST_RETRIES = 2;
/** An endpoint can be asked in a simpler manner a few times: schema, object, text; two other parameters. */
const MOST_CHANGES_OF_MANNER = 5;
const FIRST_PAUSE_MS = 250;

/** What every call passes: a place in line, the breaker, the budget; and one deadline over all its tries. */
export interface Gate {
  readonly slots: Slots;
  readonly breaker: Breaker;
  readonly budget: Budget;
  readonly deadlineMs: number;
  readonly clock: Clock;
  readonly log: Log;
}

/** One deadline in two forms; `until` on the scale of performance.now(). */
interface Deadline {
  readonly signal: AbortSignal;
  readonly until: number;
}

/** What came of a call: the text said, what it cost and how long it took. */
export type Passed =
  | { readonly done: true; readonly text: string; readonly tokens: number; readonly ms: number }
  | { readonly done: false; readonly why: WhyNot };

/**
 * Lets a call through the gate, again where that may help and the deadline allows it. The deadline is real time, since it is the network
 * that is waited for; the breaker and the budget read the clock.
 *
 * @param about what is called, for the log
 * @param estimate tokens to set aside per try
 */
export async function passGate(
  gate: Gate,
  about: string,
  estimate: number,
  attempt: (signal: AbortSignal) => Promise<Tried>,
): Promise<Passed> {
  const began = performance.now();
  const until = began + gate.deadlineMs;
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), gate.deadlineMs);
  try {
    if (!(await gate.slots.take(deadline.signal))) return { done: false, why: 'busy' };
    try {
      const passed = await passBreaker(gate, about, estimate, attempt, { signal: deadline.signal, until });
      return passed.done ? { ...passed, ms: Math.round(performance.now() - began) } : passed;
    } finally {
      gate.slots.give();
    }
  } finally {
    clearTimeout(timer);
  }
}

async function passBreaker(
  gate: Gate,
  about: string,
  estimate: number,
  attempt: (signal: AbortSignal) => Promise<Tried>,
  deadline: Deadline,
): Promise<Passed> {
  if (!gate.breaker.enter()) return { done: false, why: 'breaker' };
  let verdict: 'succeeded' | 'failed' | 'left' = 'left';
  try {
    const { last, tokens } = await tryAgain(gate, estimate, attempt, deadline);
    if (last === undefined) return { done: false, why: 'budget' };
    verdict = last.done || last.isHealthy ? 'succeeded' : 'failed';
    if (last.done) return { done: true, text: last.text, tokens, ms: 0 };
    gate.log.warn({ call: about, why: last.why, detail: last.detail }, 'the model gave no answer');
    return { done: false, why: last.why };
  } finally {
    gate.breaker[verdict]();
  }
}

/** Tries until there is an answer or no hope; `last` is undefined when the budget allowed not even one try. */
async function tryAgain(
  gate: Gate,
  estimate: number,
  attempt: (signal: AbortSignal) => Promise<Tried>,
  { signal, until }: Deadline,
): Promise<{ last: Tried | undefined; tokens: number }> {
  let last: Tried | undefined;
  let tokens = 0;
  for (let retries = 0, changes = 0; ;) {
    const reserved = await gate.budget.reserve(estimate);
    if (!reserved) return { last, tokens };
    last = await attempt(signal);
    const used = usedBy(last);
    await gate.budget.settle(reserved, used);
    tokens += used ?? estimate;
    if (last.done || last.retry === 'never') return { last, tokens };
    if (last.retry === 'now') {
      changes += 1;
      if (changes > MOST_CHANGES_OF_MANNER) return { last, tokens };
      continue;
    }
    const wait = Math.max(last.retryAfterMs ?? 0, FIRST_PAUSE_MS * 2 ** retries);
    retries += 1;
    if (retries > MOST_RETRIES || performance.now() + wait >= until) return { last, tokens };
    await pause(wait);
  }
}

/** A try that the endpoint turned away costs nothing; one that was broken off may have cost all of it. */
function usedBy(tried: Tried): number | undefined {
  if (tried.done) return tried.tokens;
  return tried.retry === 'now' || tried.why === 'busy' || tried.why === 'rejected' ? 0 : undefined;
}
