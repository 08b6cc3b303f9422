import type { House } from '../../src/flow/house.js';
import type { Keeper } from '../../src/flow/keeper.js';
import type { Clock } from '../../src/base/clock.js';
import { MINUTE } from '../../src/base/clock.js';
import type { IncomingMessage, OutgoingMessage } from '../../src/chat/chat-gateway.js';
import { message, playedHouse } from '../support/house.js';

/** A house in which time passes when it is told to. */
export interface AtWork {
  readonly house: House;
  readonly keeper: Keeper;
  readonly said: OutgoingMessage[];
  /** Says it to the bot alone. @returns what the bot said since, to whoever */
  tells(personId: string, text: string, more?: Partial<IncomingMessage>): Promise<string[]>;
  /** Says it in a group. @returns what the bot said since, wherever */
  says(personId: string, roomId: string, text: string, more?: Partial<IncomingMessage>): Promise<string[]>;
  wait(minutes: number): Promise<string[]>;
}

export async function atWork(
  begins = '2026-11-23T10:00:00+08:00',
  extra: Partial<House> = {},
): Promise<AtWork> {
  let now = Date.parse(begins);
  const clock: Clock = { now: () => now };
  const { house, keeper, said } = await playedHouse({ clock, ...extra });
  let heard = 0;
  const since = (): string[] => {
    const fresh = said.slice(heard);
    heard = said.length;
    return fresh.map(({ conversation, text = '', picture }) => {
      const to = conversation.kind === 'room' ? conversation.roomId : conversation.contactId;
      return `${to}: ${text}${picture ? `[${picture.fileName}]` : ''}`;
    });
  };
  const hear = async (incoming: IncomingMessage): Promise<string[]> => {
    await keeper.messageArrived(incoming);
    await keeper.settle();
    return since();
  };
  return {
    house,
    keeper,
    said,
    tells: (personId, text, more = {}) =>
      hear(
        message(text, {
          from: { id: personId, name: personId },
          conversation: { kind: 'direct', contactId: personId },
          topic: '',
          ...more,
        }),
      ),
    says: (personId, roomId, text, more = {}) =>
      hear(
        message(text, {
          from: { id: personId, name: personId },
          conversation: { kind: 'room', roomId },
          ...more,
        }),
      ),
    async wait(minutes) {
      now += minutes * MINUTE;
      await keeper.step();
      return since();
    },
  };
}
