import { DAY, HOUR, MINUTE } from '../base/clock.js';
import { newId, type MediaId } from '../base/ids.js';
import type { Matter, Understanding } from '../classify/understanding.js';
import { readRating } from '../followup/rating.js';
import { photosOf, textOf, type Draft } from '../intake/drafts.js';
import { needsCare } from '../intake/care.js';
import { locate } from '../intake/locate.js';
import type { Person } from '../roster/unit.js';
import type { Whereabouts } from '../roster/whereabouts.js';
import { advance, opened } from '../tickets/advance.js';
import { similarTo } from '../tickets/similar.js';
import { openStates, type QuestionAbout, type Raiser, type Ticket } from '../tickets/ticket.js';
import { otherDoor } from '../words/answers.js';
import { joined } from '../words/receipts.js';
import { calledByName, notUnderstood, photoNeedsWords } from '../words/replies.js';
import { answerInquiry } from './answer-inquiry.js';
import { act, say, type House } from './house.js';
import { meet } from './meet.js';
import { originOf } from './origin.js';
import { whoSpeaks, type Speaker } from './speaker.js';
import { isInDoubt, submission } from './submission.js';

const OWN_AGAIN = DAY;
const ANSWERABLE = HOUR;
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
    text: hasPhoto ? photoNeedsWords() : calledByName(),
    mentionIds: speaker.isPrivate ? [] : [speaker.contact.id],
    weight: 'reply',
  });
  return hasPhoto && house.drafts.waitOnce(draft, house.clock.now() + PHOTO_WAITS);
}

interface Said {
  readonly draft: Draft;
  readonly speaker: Speaker;
  readonly text: string;
  readonly understanding: Understanding;
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
        await answerInquiry(house, { speaker, text: said.text, key: keyOf(said, 'answer'), understanding });
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
    key: keyOf(said, 'what'),
    conversation: draft.conversation,
    text: words,
    mentionIds,
    weight: 'reply',
  });
}

function keyOf({ draft }: Said, purpose: string): string {
  return `${draft.account}|${draft.fragments[0]?.messageId}:${purpose}`;
}

async function fileMatters(house: House, said: Said): Promise<void> {
  const { matters } = said.understanding;
  const person = await meet(house, said.speaker);
  const photos = photosOf(said.draft);
  for (const [at, matter] of matters.entries()) {
    await fileMatter(house, said, person, {
      matter,
      place: at + 1,
      count: matters.length,
      photos: at === 0 ? photos : [],
    });
  }
}

interface Part {
  readonly matter: Matter;
  readonly place: number;
  readonly count: number;
  readonly photos: readonly MediaId[];
}

async function fileMatter(house: House, said: Said, person: Person, part: Part): Promise<void> {
  const { matter } = part;
  const door = house.catalogue.item(matter.item)?.door;
  if (matter.category === '13' && !isInDoubt(matter) && door && matter.urgency !== 'emergency') {
    const contactId = said.speaker.contact.id;
    const text = otherDoor(door.say, door.name, door.call ?? '');
    await say(house, {
      key: keyOf(said, `door-${part.place}`),
      conversation: { kind: 'direct', contactId },
      text,
      weight: 'reply',
    });
    return;
  }
  const whereabouts = locate(matter.text, matter.place, said.speaker.homeId, house.roster.book);
  const origin = originOf(
    said.draft.account,
    said.draft.fragments[0]?.messageId ?? '',
    part.place,
    part.count,
  );
  const isNew = said.draft.isSeparate !== true && !(await house.tickets.byOrigin(origin));
  if (isNew && (await joinSimilar(house, said, person, part, whereabouts))) return;
  const draft = newTicket(house, said, person, part, whereabouts, origin);
  const { ticket } = await house.tickets.open(draft);
  house.ticketChanged(ticket);
}

/** The same person again: an addition. A neighbour: support, which they can take back with one word. */
async function joinSimilar(
  house: House,
  said: Said,
  person: Person,
  part: Part,
  whereabouts: Whereabouts,
): Promise<boolean> {
  const now = house.clock.now();
  const { text, item, category } = part.matter;
  const open = await house.tickets.ofUnits([whereabouts.unitId], openStates);
  const [same] = similarTo({ text, item, category, whereabouts }, open, now).filter(
    ({ degree }) => degree === 'same',
  );
  // Danger to people is never put behind a matter that can wait.
  if (!same || (part.matter.urgency === 'emergency' && same.ticket.urgency !== 'emergency')) return false;
  const cause = said.draft.fragments[0]?.messageId ?? '';
  if (same.ticket.messageIds.includes(cause)) return true;
  const isOwn = same.ticket.raisers.some(raiser => raiser.personId === person.id);
  if (isOwn) {
    if (now - same.ticket.openedAt > OWN_AGAIN) return false;
    const added = await act(
      house,
      same.ticket.id,
      { type: 'detail-added', text, mediaIds: part.photos },
      { by: person.id, cause },
    );
    return added.done || added.why === 'again';
  }
  const raiser: Raiser = { personId: person.id, conversation: said.draft.conversation, at: now };
  const supported = await act(
    house,
    same.ticket.id,
    { type: 'ticket-supported', text },
    { by: person.id, cause, raiser },
  );
  if (!supported.done) return supported.why === 'again';
  if (part.photos.length > 0) {
    await act(
      house,
      same.ticket.id,
      { type: 'detail-added', text: '', mediaIds: part.photos },
      { by: person.id, cause },
    );
  }
  await house.questions.ask(
    said.speaker.contactKey,
    { kind: 'same', ticketId: same.ticket.id, text: said.text, messageId: cause },
    now + ANSWERABLE,
  );
  const mentionIds = said.speaker.isPrivate ? [] : [said.speaker.contact.id];
  const words = joined(same.ticket.number, supported.ticket.raisers.length, needsCare(text));
  await say(house, {
    key: keyOf(said, `joined-${part.place}`),
    conversation: said.draft.conversation,
    text: words,
    mentionIds,
    weight: 'reply',
  });
  return true;
}

/** The ticket with its opening, and what follows from the words at once: a question, a look by a person, or the first offer. */
function newTicket(
  house: House,
  said: Said,
  person: Person,
  part: Part,
  whereabouts: Whereabouts,
  origin: string,
): Omit<Ticket, 'number'> {
  const now = house.clock.now();
  const { matter } = part;
  const isEmergency = matter.urgency === 'emergency';
  const base: Ticket = {
    id: newId<'ticket'>(),
    number: '',
    origin,
    stage: { state: 'collecting', about: 'place', submitAt: now },
    state: 'collecting',
    category: matter.category,
    item: matter.item,
    urgency: matter.urgency,
    level: 'grid',
    whereabouts,
    unitId: whereabouts.unitId,
    text: matter.text,
    mediaIds: part.photos,
    details: [],
    messageIds: said.draft.fragments.map(fragment => fragment.messageId),
    raisers: [{ personId: person.id, conversation: said.draft.conversation, at: now }],
    assigneeId: null,
    teamIds: [],
    handlerIds: [],
    redoCount: 0,
    overdueCount: 0,
    decision: {
      decidedBy: matter.decidedBy,
      category: matter.category,
      item: matter.item,
      confidence: matter.confidence,
      abstained: matter.abstained,
    },
    openedAt: now,
    history: [],
    reactedSeq: 0,
    hasNews: true,
    nextDueAt: now,
  };
  const begun = opened(base, { by: person.id, standings: ['bot'], at: now, cause: base.messageIds[0] ?? '' });
  const about = isEmergency || part.count > 1 ? undefined : questionFor(house, matter, whereabouts);
  const next = about ? ({ type: 'reporter-asked', about } as const) : submission(begun, house);
  const begunFurther = advance(begun, next, { by: 'bot', standings: ['bot'], at: now }, house.rules);
  return begunFurther.done ? begunFurther.ticket : begun;
}

/** What must be known before anybody is sent; nothing when enough is known. */
function questionFor(house: House, matter: Matter, whereabouts: Whereabouts): QuestionAbout | undefined {
  const item = house.catalogue.item(matter.item);
  if (isInDoubt(matter)) return 'matter';
  if (item?.ask !== undefined && !/没(?:有)?(?:人|被)|无人|空的?|不在|没在/u.test(matter.text))
    return 'danger';
  const isKnown = whereabouts.place !== '' || whereabouts.privatePlace !== undefined;
  return item?.place === 'needed' && !isKnown ? 'place' : undefined;
}
