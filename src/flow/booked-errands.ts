import { HOUR } from '../base/clock.js';
import { hideForGroup, hideRooms } from '../intake/privacy.js';
import { UNSURE } from '../llm/llm.js';
import type { EventBody } from '../tickets/ticket-event.js';
import { openStates, type Ticket } from '../tickets/ticket.js';
import type { Errand } from './errand-book.js';
import { answerOr, type ToAsk } from './errands.js';
import { act, type House } from './house.js';
import { itemName } from './present.js';
import type { News } from './recipients.js';
import { saidOf } from './said-of.js';
import { sceneOf } from './scene.js';
import { namelessStory } from './story.js';

/** An answer that comes later helps nobody. */
const USEFUL_FOR = HOUR;
const MOST_AT_ONCE = 20;
const MOST_PHOTOS = 3;

/** What the language model is to be asked because of an event: a summary when it is passed on, a look at photos in doubt. */
export function errandsOf({ ticket, event, scene }: News, house: House): readonly Errand[] {
  const errand = { ticketId: ticket.id, seq: event.seq, until: scene.now + USEFUL_FOR };
  switch (event.type) {
    case 'ticket-escalated':
    case 'ticket-transferred':
      return house.summarise && event.assigneeId !== null
        ? [{ ...errand, kind: 'summary', id: `${ticket.id}:${event.seq}:summary` }]
        : [];
    case 'ticket-opened':
    case 'question-answered':
    case 'detail-added': {
      if (!house.look || !isWeak(ticket)) return [];
      const isRaiser = ticket.raisers.some(({ personId }) => personId === event.by);
      const seen = event.type === 'ticket-opened' ? ticket.mediaIds : event.mediaIds;
      const mediaIds = isRaiser ? seen.filter(id => ticket.mediaIds.indexOf(id) < MOST_PHOTOS) : [];
      return mediaIds.map(mediaId => ({
        ...errand,
        kind: 'look',
        id: `${ticket.id}:${mediaId}:look`,
        mediaId,
      }));
    }
    default:
      return [];
  }
}

/** The bot was not sure what it is, and nobody has said so since. */
function isWeak(ticket: Ticket): boolean {
  const isSettled = ticket.history.some(({ type }) => type === 'category-corrected');
  return ticket.decision.abstained && !isSettled && openStates.includes(ticket.state);
}

/** What waits in the book. */
export async function bookedErrands(house: House): Promise<readonly ToAsk[]> {
  const waiting = await house.errands.some(MOST_AT_ONCE);
  return waiting.map(errand => ({ key: errand.id, ask: () => askFor(house, errand) }));
}

async function askFor(house: House, errand: Errand): Promise<() => Promise<void>> {
  const ticket = await house.tickets.get(errand.ticketId);
  const body = ticket && (await answered(house, ticket, errand));
  return async () => {
    const doer = { by: 'bot', standings: ['bot'], cause: `model:${errand.id}` } as const;
    if (body) await act(house, errand.ticketId, body, doer);
    await house.errands.done(errand);
  };
}

async function answered(house: House, ticket: Ticket, errand: Errand): Promise<EventBody> {
  const isLate = house.clock.now() > errand.until;
  return errand.kind === 'look'
    ? lookedAt(house, ticket, errand.mediaId ?? '', isLate)
    : summed(house, ticket, errand.seq, isLate);
}

async function summed(house: House, ticket: Ticket, of: number, isLate: boolean): Promise<EventBody> {
  const none = (outcome: string): EventBody => ({ type: 'summary-noted', of, outcome });
  const { summarise } = house;
  if (!summarise || isLate) return none(isLate ? 'late' : 'not-configured');
  const scene = sceneOf(house);
  const notes = namelessStory(ticket).map(hideForGroup);
  const known = { item: itemName(ticket, scene), text: saidOf(ticket), notes };
  const asked = await answerOr(house, ticket, () => summarise(known));
  if (!asked.done) return none(asked.why);
  const { summary, needs } = asked.value;
  if (summary === UNSURE) return none('unsure');
  const needed = needs === UNSURE ? '' : hideRooms(needs);
  return { type: 'summary-noted', of, outcome: 'answered', summary: hideRooms(summary), needs: needed };
}

async function lookedAt(house: House, ticket: Ticket, mediaId: string, isLate: boolean): Promise<EventBody> {
  const none = (outcome: string): EventBody => ({ type: 'photo-looked-at', mediaId, outcome });
  const { look } = house;
  if (!look || isLate) return none(isLate ? 'late' : 'not-configured');
  const photo = await house.media.get(mediaId);
  if (!photo) return none('gone');
  const sight = {
    photo: { bytes: photo.bytes, type: 'image/jpeg' },
    text: hideForGroup(ticket.text),
  } as const;
  const asked = await answerOr(house, ticket, () => look(sight));
  if (!asked.done) return none(asked.why);
  const { shows, fits, isClear } = asked.value;
  if (!isClear || shows === UNSURE) return none('unsure');
  return { type: 'photo-looked-at', mediaId, outcome: 'answered', shows: hideRooms(shows), fits };
}
