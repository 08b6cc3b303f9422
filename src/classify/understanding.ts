/** How soon somebody must come: within minutes, the same day, or in the usual time. */
export const urgencies = ['emergency', 'urgent', 'normal'] as const;
export type Urgency = (typeof urgencies)[number];

/** What a message is: something to act on, a question the bot can answer, or talk among neighbours. */
export const messageKinds = ['report', 'inquiry', 'chat'] as const;
export type MessageKind = (typeof messageKinds)[number];

/** A place as it was written, and as it was understood. */
export interface Place {
  /** The words of the message, e.g. `12-2-301` or `东门垃圾房`. */
  readonly text: string;
  /** Safe to say in a group: no room number, e.g. `12栋2单元`. '' when only a room was written. */
  readonly publicText: string;
  /** Normalised parts, where the words name them: `12栋`, `2单元`, `301`. */
  readonly building?: string;
  readonly entrance?: string;
  readonly room?: string;
}

/** One matter of a message (一事一单). */
export interface Matter {
  /** The part of the message that speaks of it. */
  readonly text: string;
  /** Two digits, always the best guess. */
  readonly category: string;
  /** Code of an item, always the best guess. */
  readonly item: string;
  readonly urgency: Urgency;
  readonly place?: Place;
  /** 0 to 1, calibrated: of decisions at .9, nine in ten are right. */
  readonly confidence: number;
  /** True when the confidence is too low to act on without a person's look. */
  readonly abstained: boolean;
  readonly decidedBy: 'embedded' | 'lexicon' | 'correction' | 'llm';
  /** The embedded model's own confidence, before it was fitted to outcomes; absent where something else decided. */
  readonly score?: number;
}

/** What a message was understood as. `matters` is empty unless it is a report, and then has one entry or more. */
export interface Understanding {
  readonly kind: MessageKind;
  /** Of the kind, 0 to 1. */
  readonly confidence: number;
  readonly matters: readonly Matter[];
  /** The first place named, for inquiries and chat, too. */
  readonly place?: Place;
}

/** Text of a message → what it is. Pure and fast; never throws, whatever the text. */
export type Understand = (text: string) => Understanding;
