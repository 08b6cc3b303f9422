import type { Tried } from './endpoint.js';
import type { WhyNot } from './llm.js';

/** What an endpoint said instead of an answer. */
export interface Complaint {
  readonly status: number;
  readonly code: string | undefined;
  readonly message: string;
  readonly retryAfterMs: number | undefined;
}

/** Providers turn texts away by these words; that is about the text, not about the endpoint. */
const CENSORED = /content_filter|content_policy|data_inspection|content exists risk|sensitive|risk_control/i;
const OVERLONG = /context_length|maximum context|too many tokens|too long|range of input length/i;
const OUT_OF_MONEY = /insufficient_quota|insufficient balance|arrearage|billing|exceeded your current quota/i;

/** What a complaint means for the call and for the next try. */
export function failedTry(complaint: Complaint): Tried {
  const { status, code, message, retryAfterMs } = complaint;
  const says = `${code ?? ''} ${message}`;
  const isAboutModel = [400, 403, 404, 422].includes(status) && /model|模型/i.test(says);
  const detail = [status, code, isAboutModel ? '(about the model)' : undefined].filter(Boolean).join(' ');
  const because = (why: WhyNot, isHealthy: boolean, retry: 'later' | 'never'): Tried => ({
    done: false,
    why,
    isHealthy,
    retry,
    detail,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
  if (status === 413) return because('too-long', true, 'never');
  if (status === 429 && !OUT_OF_MONEY.test(says)) return because('busy', false, 'later');
  if (status === 408 || status === 409 || status >= 500) return because('unreachable', false, 'later');
  if (status === 400 || status === 422) {
    if (CENSORED.test(says)) return because('refused', true, 'never');
    if (OVERLONG.test(says)) return because('too-long', true, 'never');
  }
  return because('rejected', false, 'never');
}

/** Seconds or milliseconds as the two headers say them; a date is not read, our own pause serves as well. */
export function retryAfterOf(header: (name: string) => string | null | undefined): number | undefined {
  const ms = Number(header('retry-after-ms') ?? Number.NaN);
  if (ms >= 0) return ms;
  const seconds = Number(header('retry-after') ?? Number.NaN);
  return seconds >= 0 ? seconds * 1_000 : undefined;
}
