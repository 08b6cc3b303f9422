import { Fault } from '../base/fault.js';
import type { ChatGateway } from './chat-gateway.js';

/** In a process that is on no network: what is to be said is written down for those that are. */
export function noChat(): ChatGateway {
  return {
    account: '',
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    say: () => Promise.reject(new Fault('chat-not-here', 'this process is on no chat network')),
    hasSaid: () => Promise.resolve(undefined),
  };
}
