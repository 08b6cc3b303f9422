import { DAY, HOUR } from '../base/clock.js';
import { needsCare } from '../intake/care.js';
import { SAME_WITHIN, similarTo } from '../tickets/similar.js';
import { openStates, type Ticket } from '../tickets/ticket.js';
import { joined } from '../words/receipts.js';
import { act, say, type House } from './house.js';
import { answerKey, firstMessageOf, type Filing } from './said.js';

const OWN_AGAIN = DAY;
const ANSWERABLE = HOUR;

/** The same person again: an addition. A neighbour: support, which they can take back with one word. False: a matter of its own. */
export async function joinSimilar(house: House, filing: Filing): Promise<boolean> {
  const { said, person, matter } = filing;
  const same = await sameTicket(house, filing);
  // Danger to people is never put behind a matter that can wait.
  if (!same || (matter.urgency === 'emergency' && same.urgency !== 'emergency')) return false;
  if (same.messageIds.includes(firstMessageOf(said))) return true;
  const isOwn = same.raisers.some(raiser => raiser.personId === person.id);
  return isOwn ? addToOwn(house, filing, same) : support(house, filing, same);
}

/** The open ticket of a matter that is surely the same one. */
export async function sameTicket(
  house: House,
  { matter, whereabouts }: Pick<Filing, 'matter' | 'whereabouts'>,
): Promise<Ticket | undefined> {
  const { text, item, category } = matter;
  const now = house.clock.now();
  const open = await house.tickets.ofCategory(whereabouts.unitId, category, openStates, now - SAME_WITHIN);
  const similar = similarTo({ text, item, category, whereabouts }, open, now);
  return similar.find(({ degree }) => degree === 'same')?.ticket;
}

async function addToOwn(
  house: House,
  { said, person, matter, photos }: Filing,
  same: Ticket,
): Promise<boolean> {
  if (house.clock.now() - same.openedAt > OWN_AGAIN) return false;
  const doer = { by: person.id, cause: firstMessageOf(said) };
  const added = await act(
    house,
    same.id,
    { type: 'detail-added', text: matter.text, mediaIds: photos },
    doer,
  );
  return added.done || added.why === 'again';
}

async function support(house: House, filing: Filing, same: Ticket): Promise<boolean> {
  const { said, person, matter, photos } = filing;
  const at = house.clock.now();
  const cause = firstMessageOf(said);
  const doer = { by: person.id, cause };
  const raiser = { personId: person.id, conversation: said.draft.conversation, at };
  const body = { type: 'ticket-supported', text: matter.text } as const;
  const supported = await act(house, same.id, body, { ...doer, raiser });
  if (!supported.done) return supported.why === 'again';
  if (photos.length > 0) {
    await act(house, same.id, { type: 'detail-added', text: '', mediaIds: photos }, doer);
  }
  const question = { kind: 'same', ticketId: same.id, text: said.text, messageId: cause } as const;
  await house.questions.ask(said.speaker.contactKey, question, at + ANSWERABLE);
  await say(house, {
    key: answerKey(said, `joined-${filing.place}`),
    conversation: said.draft.conversation,
    account: said.draft.account,
    text: joined(same.number, supported.ticket.raisers.length, needsCare(matter.text)),
    mentionIds: said.speaker.isPrivate ? [] : [said.speaker.contact.id],
    weight: 'reply',
  });
  return true;
}
