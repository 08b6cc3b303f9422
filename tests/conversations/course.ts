import type { Along, Conversation } from '../support/conversation.js';

/** A report and the words that settle whatever the bot asks about it. */
export interface Told {
  readonly who: string;
  /** Begins the name of the group; absent: in private. */
  readonly room?: string;
  readonly text: string;
  readonly along?: Along;
  /** Said when the bot asks something. */
  readonly answer?: string;
}

const OPERATOR = '街道值班小孟';

/**
 * Somebody reports, and the report comes to rest with whoever is to act: a question is answered, a report in doubt is taken on
 * by the operator. What was said on the way is overlooked. @returns the ticket's number
 */
export async function offered(at: Conversation, told: Told): Promise<string> {
  const before = (await at.tickets()).length;
  await speak(at, told, told.text, told.along);
  const nth = before + 1;
  if ((await at.ticket(nth)).state === 'collecting') await speak(at, told, told.answer ?? '就在楼下大门口');
  if ((await at.ticket(nth)).state === 'collecting') await at.minutesLater(11);
  const { number, state } = await at.ticket(nth);
  if (state === 'triage') await at.says(OPERATOR).inPrivate(`受理 ${number}`);
  await at.overlook();
  return number;
}

/** The same, and the worker has accepted it. @returns the ticket's number */
export async function inHand(at: Conversation, told: Told, worker: string, room: string): Promise<string> {
  const number = await offered(at, told);
  await at.says(worker).inGroup(room, `接单 ${number}`);
  await at.overlook();
  return number;
}

/** Finished by the worker, found in order by the verifier: the callback has been said. */
export async function verified(
  at: Conversation,
  number: string,
  by: { readonly worker: string; readonly room: string; readonly verifier: string },
): Promise<void> {
  await at.says(by.worker).inGroup(by.room, `办结 ${number} 已经清理干净`, { photo: true });
  await at.says(by.verifier).inPrivate(`核实通过 ${number}`);
  await at.overlook();
}

async function speak(at: Conversation, { who, room }: Told, text: string, along?: Along): Promise<void> {
  const speaker = at.says(who);
  await (room === undefined ? speaker.inPrivate(text, along) : speaker.inGroup(room, text, along));
}
