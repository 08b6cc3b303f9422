import { MINUTE } from '../base/clock.js';
import { readRating } from '../followup/rating.js';
import { photosOf, textOf, type Draft } from '../intake/drafts.js';
import { openStates } from '../tickets/ticket.js';
import { calledByName, notUnderstood, photoNeedsWords } from '../words/replies.js';
import { answerInquiry } from './answer-inquiry.js';
import { fileMatters } from './file-matters.js';
import { act, say, type House } from './house.js';
import { answerKey, type Said } from './said.js';
import { whoSpeaks, type Speaker } from './speaker.js';
import { isInDoubt } from './submission.js';

const PHOTO_WAITS = 5 * MINUTE;
const GOES_ON_WITHIN = 10 * MINUTE;

/** A person has finished speaking: what was it? Runs again harmlessly until the draft is removed. */
export async function takeIn(house: House, draft: Draft): Promise<void> {
  const speaker = whoSpeaks(draft, house.roster.book);
  const text = textOf(draft);
  if (speaker && text === '' && (draft.mentionsBot || speaker.isPrivate)) {
    const isWaiting = await askForWords(house, draft, speaker);
    if (isWaiting) return;
  }
  if (speaker && text !== '') {
    const understanding = house.understand(text);
    await understood(house, { draft, speaker, text, understanding });
  }
  await house.drafts.remove(draft);
}

/** The bot was called without a word, or shown a photo: asks once, and lets a photo wait for its sentence. */
async function askForWords(house: House, draft: Draft, speaker: Speaker): Promise<boolean> {
  const hasPhoto = photosOf(draft).length > 0;
  await say(house, {
    key: `${draft.account}|${draft.fragments[0]?.messageId}:words`,
    conversation: draft.conversation,
    account: draft.account,
    text: hasPhoto ? photoNeedsWords() : calledByName(),
    mentionIds: speaker.isPrivate ? [] : [speaker.contact.id],
    weight: 'reply',
  });
  return hasPhoto && house.drafts.waitOnce(draft, house.clock.now() + PHOTO_WAITS);
}

async function understood(house: House, said: Said): Promise<void> {
  const { speaker, understanding, draft } = said;
  const isCalled = draft.mentionsBot || speaker.isPrivate;
  switch (understanding.kind) {
    case 'report':
      if (isStaffTalk(said) || isBareRating(said.text)) return;
      if (await goesOn(house, said)) return;
      return fileMatters(house, said);
    case 'inquiry':
      if (isCalled)
        await answerInquiry(house, {
          speaker,
          text: said.text,
          key: answerKey(said, 'answer'),
          understanding,
        });
      return;
    case 'chat':
      if (understanding.place && (await goesOn(house, said))) return;
      if (isCalled) await answerChat(house, said);
      return;
    default:
      return understanding.kind satisfies never;
  }
}

/** A vague sentence right after one's own report says more about it, a bare place where it is; it is no matter of its own. */
async function goesOn(house: House, { draft, speaker, text, understanding }: Said): Promise<boolean> {
  const [matter, another] = understanding.matters;
  const { person } = speaker;
  const isVague = !matter || (!another && matter.urgency !== 'emergency' && isInDoubt(matter));
  if (!person || !isVague) return false;
  const since = house.clock.now() - GOES_ON_WITHIN;
  const said = JSON.stringify(draft.conversation);
  const ticket = (await house.tickets.ofRaiser(person.id)).find(
    own =>
      openStates.includes(own.state) &&
      own.raisers.some(
        raiser =>
          raiser.personId === person.id &&
          (speaker.isPrivate || JSON.stringify(raiser.conversation) === said),
      ) &&
      own.history.some(event => event.by === person.id && event.at >= since),
  );
  const cause = draft.fragments[0]?.messageId ?? '';
  if (!ticket || ticket.messageIds[0] === cause) return false;
  const added = await act(
    house,
    ticket.id,
    { type: 'detail-added', text, mediaIds: photosOf(draft) },
    { by: person.id, cause },
  );
  return added.done || added.why === 'again';
}

/** 满意 without anything to rate: an answer that came late, not a matter. */
function isBareRating(text: string): boolean {
  return text.length <= 8 && readRating(text)?.comment === '';
}

/** What staff say among themselves, or as a notice in a building's group, opens no ticket unless people are in danger. */
function isStaffTalk({ speaker, draft, understanding }: Said): boolean {
  if (!speaker.isStaff || speaker.isPrivate || draft.mentionsBot) return false;
  return !understanding.matters.some(matter => matter.urgency === 'emergency');
}

const POLITE = /^(?:谢|感谢|多谢|辛苦|好的?|收到|嗯|哦|行|ok|知道|明白|没事|拜拜|再见|\p{P}|\p{S}|\s)+/iu;

async function answerChat(house: House, said: Said): Promise<void> {
  const { draft, speaker, text } = said;
  if (POLITE.test(text)) return;
  const words = speaker.isPrivate ? notUnderstood() : calledByName();
  const mentionIds = speaker.isPrivate ? [] : [speaker.contact.id];
  await say(house, {
    key: answerKey(said, 'what'),
    conversation: draft.conversation,
    account: draft.account,
    text: words,
    mentionIds,
    weight: 'reply',
  });
}
