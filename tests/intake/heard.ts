import type { Heard } from '../../src/intake/journal.js';

/** A message in the group of building 6; what matters to the test is given. */
export function heardBy(from: string, given: Partial<Heard> = {}): Heard {
  return {
    account: 'bot',
    messageId: 'm1',
    at: 0,
    from: { id: from, name: from },
    conversation: { kind: 'room', roomId: 'jgy-6' },
    topic: '金桂苑6栋楼群',
    text: '',
    isCut: false,
    mentionsBot: false,
    mentionedIds: [],
    ...given,
  };
}
