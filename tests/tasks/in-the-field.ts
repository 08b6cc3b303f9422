import sharp from 'sharp';
import { MovableClock, SECOND } from '../../src/base/clock.js';
import type { IncomingMessage } from '../../src/chat/chat-gateway.js';
import { playedHouse, type PlayedHouse } from '../support/house.js';
import { message } from '../support/house.js';

/** What goes with the words. */
export interface Along {
  readonly photo?: number;
  readonly location?: true;
  /** The network's id of the message, to have it delivered twice. */
  readonly id?: string;
  /** Contact ids of people who are mentioned. */
  readonly mentions?: readonly string[];
}

/** People of the demo community at work, on a morning whose clock is moved by hand. */
export interface Field extends PlayedHouse {
  readonly clock: MovableClock;
  /** Somebody says it in their group. @returns what the bot said there at once */
  inGroup(who: string, room: string, text: string, along?: Along): Promise<string[]>;
  /** Somebody says it to the bot alone. @returns what the bot said to them at once */
  alone(who: string, text: string, along?: Along): Promise<string[]>;
}

export const names: Readonly<Record<string, string>> = {
  'w-zhou': '网格员小周',
  'w-zhao': '网格员小赵',
  'w-chen': '网格员小陈',
  'p-tian': '社区田书记',
  'p-he': '社区何书记',
  'o-meng': '街道值班小孟',
  'c-lyl-12': '楼长阿梅',
  'r-lyl-12-1': '核桃',
};

/** @param begins China's time */
export async function inTheField(begins = '2026-11-23T09:05:00+08:00'): Promise<Field> {
  const at = Date.parse(begins);
  const clock = new MovableClock({ now: () => at });
  const played = await playedHouse({ clock });
  const speak = async (
    who: string,
    conversation: IncomingMessage['conversation'],
    text: string,
    along: Along,
  ) => {
    clock.moveTo(clock.now() + SECOND);
    const before = played.said.length;
    await played.keeper.messageArrived(await messageOf(who, conversation, text, along));
    await played.keeper.settle();
    const here = JSON.stringify(conversation);
    return played.said
      .slice(before)
      .filter(({ conversation: where }) => JSON.stringify(where) === here)
      .map(({ text: said }) => said ?? '');
  };
  return {
    ...played,
    clock,
    inGroup: (who, room, text, along = {}) => speak(who, { kind: 'room', roomId: room }, text, along),
    alone: (who, text, along = {}) => speak(who, { kind: 'direct', contactId: who }, text, along),
  };
}

async function messageOf(
  who: string,
  conversation: IncomingMessage['conversation'],
  text: string,
  { photo, location, id, mentions = [] }: Along,
): Promise<IncomingMessage> {
  const bytes = photo === undefined ? undefined : await picture(photo);
  return message(text, {
    from: { id: who, name: names[who] ?? who },
    conversation,
    topic: conversation.kind === 'room' ? '群' : '',
    mentionedIds: mentions,
    ...(id === undefined ? {} : { id }),
    ...(bytes ? { attachment: 'photo' as const, readPhoto: async () => bytes } : {}),
    ...(location ? { attachment: 'location' as const } : {}),
  });
}

async function picture(seed: number): Promise<Uint8Array> {
  const background = { r: (seed * 67) % 256, g: (seed * 131) % 256, b: (seed * 29) % 256 };
  return sharp({ create: { width: 32, height: 24, channels: 3, background } })
    .jpeg()
    .toBuffer();
}
