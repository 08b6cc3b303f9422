import type { Moment } from '../base/clock.js';
import type { IncomingMessage } from '../chat/chat-gateway.js';
import { cleanText } from '../intake/clean-text.js';
import { readCommand } from '../intake/command.js';
import { KEYS_KEPT_FOR, LATE_FROM, type Heard } from '../intake/journal.js';
import { locate } from '../intake/locate.js';
import { maskPrivate } from '../intake/privacy.js';
import { contactKeyOf } from '../roster/roster-book.js';
import { openStates } from '../tickets/ticket.js';
import { cutShort, sentencePlease } from '../words/replies.js';
import { completeDeed } from './add-to-deed.js';
import { ticketsOf } from './answer-inquiry.js';
import { act, type House } from './house.js';
import { keepPhoto } from './keep-photo.js';
import { addLatePhoto, tellOfPhoto } from './late-photo.js';
import { keepVoice } from './voices.js';
import { hearAnswer } from './on-answer.js';
import { obey } from './on-command.js';
import type { Question } from './questions.js';
import { reply } from './reply.js';
import { mindRoom, mindSameTopic } from './room-affairs.js';
import { whoSpeaks } from './speaker.js';
import type { Spoken } from './spoken.js';
import { recogniseByName } from './word-claim.js';
import { hearInEmergency } from './word-in-emergency.js';
import { hearWorkerWord } from './worker-words.js';

/** Longer texts are cut; nobody tells a neighbourhood matter in more. */
const LONGEST_TEXT = 2_000;

/** Writes the message down, cleaned and masked. Undefined when it was heard before. */
export async function hear(house: House, message: IncomingMessage): Promise<Heard | undefined> {
  // A photo or a voice that was heard before is not to be read again; otherwise writing it down tells.
  const isHeavy = message.readPhoto !== undefined || message.readVoice !== undefined;
  if (isHeavy && (await house.journal.knows(message.account, message.id))) return undefined;
  const times = timesOf(message.at, house.clock.now());
  if (house.clock.now() - times.at > KEYS_KEPT_FOR) {
    house.log.warn(
      { account: message.account, messageId: message.id },
      'a message from long ago is not taken',
    );
    return undefined;
  }
  const text = cleanText(message.text, LONGEST_TEXT);
  const photo = message.readPhoto ? await keepPhoto(house, message.id, message.readPhoto) : {};
  const voice =
    message.readVoice && house.transcribe ? await keepVoice(house, message.id, message.readVoice) : {};
  const heard: Heard = {
    account: message.account,
    messageId: message.id,
    ...times,
    from: message.from,
    conversation: message.conversation,
    topic: message.topic,
    text: maskPrivate(text),
    mentionsBot: message.mentionsBot,
    mentionedIds: message.mentionedIds,
    isCut: message.text.trim().length > LONGEST_TEXT,
    ...(message.attachment ? { attachment: message.attachment } : {}),
    ...(message.quote
      ? { quote: { name: message.quote.name, text: maskPrivate(cleanText(message.quote.text, 500)) } }
      : {}),
    ...photo,
    ...voice,
  };
  return (await house.journal.note(heard)) ? heard : undefined;
}

/** A network that does not know when something was said, or says that it was said in the future, is not believed. */
function timesOf(saidAt: Moment, now: Moment): Pick<Heard, 'at' | 'arrivedAt'> {
  const isLate = saidAt > 0 && now - saidAt >= LATE_FROM;
  return isLate ? { at: saidAt, arrivedAt: now } : { at: now };
}

/** Works on a message that was written down. May be stopped anywhere and run again. */
export async function attend(house: House, heard: Heard): Promise<void> {
  await listen(house, heard);
  await house.journal.markDone(heard);
}

async function listen(house: House, heard: Heard): Promise<void> {
  await mindRoom(house, heard);
  await recogniseByName(house, heard);
  const speaker = whoSpeaks(heard, house.roster.book) ?? (await strangerGroup(house, heard));
  if (!speaker) return;
  const spoken: Spoken = { heard, speaker, mediaIds: heard.mediaId === undefined ? [] : [heard.mediaId] };
  const isForBot = speaker.isPrivate || heard.mentionsBot;
  if (heard.photoFault) await tellOfPhoto(house, spoken, heard.photoFault);
  if (heard.attachment && ['voice', 'video'].includes(heard.attachment) && heard.text === '') {
    if (isForBot) await reply(house, spoken, 'voice', sentencePlease());
    return;
  }
  if (heard.isCut && isForBot) await reply(house, spoken, 'cut', cutShort(LONGEST_TEXT));
  if (heard.attachment === 'location' && (await completeDeed(house, spoken))) return;
  const isBareCall = heard.mentionsBot && !heard.photoFault;
  if (heard.text === '' && spoken.mediaIds.length === 0 && !isBareCall) return;
  if (await isHeard(house, spoken)) return;
  await house.drafts.join(heard, house.clock.now());
}

/** In a group that is not bound only one thing is heard: staff binding it. */
async function strangerGroup(house: House, heard: Heard): Promise<undefined> {
  const { book } = house.roster;
  const command = readCommand(heard.text, true);
  if (command?.verb !== 'bind') await mindSameTopic(house, heard);
  const person = book.personByContact(contactKeyOf(heard.account, heard.from.id));
  if (command?.verb !== 'bind' || !person || heard.conversation.kind !== 'room') return undefined;
  const speaker = whoSpeaks({ ...heard, conversation: { kind: 'direct', contactId: heard.from.id } }, book);
  if (speaker?.isStaff) {
    await obey(house, command, { heard, speaker: { ...speaker, isPrivate: false }, mediaIds: [] });
  }
  return undefined;
}

/** Whether the message was a command, an answer, or belongs to something that is under way. */
async function isHeard(house: House, spoken: Spoken): Promise<boolean> {
  const { heard, speaker } = spoken;
  if (heard.text === '') return addLatePhoto(house, spoken);
  const questionNow = (): Promise<Question | undefined> =>
    house.questions.of(speaker.contactKey, house.clock.now());
  const question = await questionNow();
  const command = readCommand(heard.text, speaker.isStaff);
  if (question && (await hearAnswer(house, spoken, question))) return true;
  if (await hearWorkerWord(house, spoken)) return true;
  if (command) {
    const photos = await house.drafts.takePhotos(heard);
    if (await obey(house, command, { ...spoken, mediaIds: [...photos, ...spoken.mediaIds] })) return true;
  }
  if (await hearAnswer(house, spoken, question && (await questionNow()))) return true;
  if ((await hearInEmergency(house, spoken)) || (await addInPrivate(house, spoken))) return true;
  return completeDeed(house, spoken);
}

/** A room number or a place sent in private completes one's own open ticket. */
async function addInPrivate(house: House, spoken: Spoken): Promise<boolean> {
  const { speaker, heard, mediaIds } = spoken;
  const { person } = speaker;
  if (!speaker.isPrivate || speaker.isStaff || !person) return false;
  const understanding = house.understand(heard.text);
  const besidesPhone = heard.text.replace(/(?:电话|手机)?号?码?\s*[:：]?\s*1\d{2}\*{4}\d{4}/u, '');
  // A short report that names its place says more than the place.
  const mostBesides = understanding.kind === 'report' ? 4 : 12;
  const besides = besidesPhone
    .replace(understanding.place?.text ?? '', '')
    .replace(/[\s\p{P}]|我家?|住|在|是|地址|房号|位置|门牌/gu, '');
  const isBarePlace = understanding.place !== undefined && besides.length <= mostBesides;
  const isBareContact = /^[^\d]{0,8}1\d{2}\*{4}\d{4}[^\d]{0,8}$|^\d{3,4}(?:室|号)?$/u.test(heard.text);
  if (understanding.kind === 'report' && !isBarePlace) return false;
  if (!isBarePlace && !isBareContact) return false;
  const [ticket] = (await ticketsOf(house, speaker)).filter(candidate =>
    openStates.includes(candidate.state),
  );
  if (!ticket) return false;
  const { place } = understanding;
  const spot = place ? locate(heard.text, place, ticket.unitId, house.roster.book) : undefined;
  const whereabouts = {
    ...ticket.whereabouts,
    ...(ticket.whereabouts.place === '' && spot ? { place: spot.place } : {}),
    privatePlace: heard.text,
  };
  // Where a neighbour lives who joined is not where the matter is.
  const isReporter = ticket.raisers[0]?.personId === person.id;
  const body = {
    type: 'detail-added',
    text: heard.text,
    mediaIds,
    ...(isReporter ? { whereabouts } : {}),
  } as const;
  const added = await act(house, ticket.id, body, { by: person.id, cause: heard.messageId });
  return added.done || added.why === 'again';
}
