import { MINUTE, SECOND } from '../base/clock.js';

/** How long the chat network is waited for, in milliseconds unless it says otherwise. */
export interface Patience {
  /** Neither a message nor a heartbeat for so long: the network is asked whether it is there. */
  readonly silentMs: number;
  /** It must answer within so long, or the puppet is started again. */
  readonly answerMs: number;
  /** What a message or a group is asked about must be answered within so long; what comes after it waits meanwhile. */
  readonly readMs: number;
  /** After a start either a login or a code to scan must come within so long. */
  readonly loginMs: number;
  /** Before the second try to start again; each pause is twice the one before. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** A puppet that still hears something so long after its login counts as well again. */
  readonly provenMs: number;
  /** After so many failed starts one after the other the bot gives up. */
  readonly restarts: number;
}

/** With pauses of up to ten seconds, sixty starts are at least ten minutes. */
export const usualPatience: Patience = {
  silentMs: 3 * MINUTE,
  answerMs: 30 * SECOND,
  readMs: MINUTE,
  loginMs: 30 * SECOND,
  firstPauseMs: SECOND / 2,
  longestPauseMs: 10 * SECOND,
  provenMs: MINUTE,
  restarts: 60,
};

/** Calls `work` once after so many milliseconds; what it returns calls that off. */
export type After = (ms: number, work: () => void) => () => void;

/** Real time; waiting for it does not keep the process alive. */
export const inRealTime: After = (ms, work) => {
  const timer = setTimeout(work, ms).unref();
  return () => clearTimeout(timer);
};
