import type { Moment } from '../base/clock.js';
import type { LocalMessage, LocalRecall } from './local-message.js';

/** What happens on the pretended network, as the page and the puppet hear of it. */
export type LocalEvent =
  | { readonly type: 'message-posted'; readonly message: LocalMessage }
  | { readonly type: 'message-recalled'; readonly recall: LocalRecall }
  | MembershipChanged
  | TopicChanged;

export interface MembershipChanged {
  readonly type: 'people-joined' | 'people-left';
  readonly roomId: string;
  readonly contactIds: readonly string[];
  /** Who invited or removed them; the person alone when they came or went by themselves. */
  readonly byId: string;
  readonly at: Moment;
}

export interface TopicChanged {
  readonly type: 'topic-changed';
  readonly roomId: string;
  readonly topic: string;
  readonly before: string;
  readonly byId: string;
  readonly at: Moment;
}
