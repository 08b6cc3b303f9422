import type { UnitId } from '../base/ids.js';
import { drawBoard, type BoardPerson } from '../media/picture-board.js';
import { drawTask, type TaskPicture } from '../media/picture-task.js';
import { departmentsServing, postedAt, postedOf, type Posted } from '../roster/responsibility-board.js';
import type { Unit } from '../roster/unit.js';
import type { Ticket } from '../tickets/ticket.js';
import { boardWords, taskWords } from '../words/board.js';
import type { House } from './house.js';
import { cardOf, dueText, itemName, nameOf, paceOf, type Scene } from './present.js';
import { stateNames } from '../words/states.js';
import type { Posting } from './report-pictures.js';
import { sceneOf } from './scene.js';
import { storyOf } from './story.js';
import { hideForGroup } from '../intake/privacy.js';

/** A ticket as a card that may be shown in the workers' group: no room number, no phone number. */
export async function taskCardPicture(house: House, ticket: Ticket): Promise<Posting> {
  const scene = sceneOf(house);
  const card = cardOf(ticket, scene);
  const svg = drawTask(taskPictureOf(ticket, scene));
  return {
    mediaId: await house.insight.pictures.keep(svg, scene.now),
    text: `${card.number} ${card.place} ${card.item}`,
  };
}

function taskPictureOf(ticket: Ticket, scene: Scene): TaskPicture {
  const card = cardOf(ticket, scene);
  const grid = scene.book.unitAt(ticket.unitId, 'grid') ?? scene.book.unit(ticket.unitId);
  const who = nameOf(ticket.assigneeId, scene);
  const isPressing = ticket.urgency !== 'normal';
  const pace = { text: paceOf(ticket.urgency), tone: isPressing ? ('warn' as const) : ('plain' as const) };
  const supporters =
    card.supporters > 1 ? [{ text: taskWords.supporters(card.supporters), tone: 'plain' as const }] : [];
  const answer = taskWords.answers[ticket.state];
  return {
    title: itemName(ticket, scene),
    subtitle: [card.number, grid?.name ?? ''].filter(Boolean).join(' · '),
    pills: [
      ticket.urgency === 'emergency' ? { ...pace, tone: 'bad' } : pace,
      { text: stateNames[ticket.state], tone: 'good' },
      ...supporters,
    ],
    text: hideForGroup(card.text),
    facts: [
      { label: taskWords.place, value: card.place },
      { label: taskWords.due, value: dueText(ticket, scene) },
      ...(who === '' ? [] : [{ label: taskWords.who, value: who }]),
      ...(card.photos > 0 ? [{ label: taskWords.photos, value: taskWords.photoCount(card.photos) }] : []),
    ],
    story: { title: taskWords.story, lines: storyOf(ticket, scene).map(hideForGroup) },
    answers: answer === undefined ? [] : [answer],
    foot: [boardWords.foot],
  };
}

/** Who answers for a building, a grid or a community (责任牌). Nobody's phone number is on it. */
export async function boardPicture(house: House, unitId: UnitId): Promise<Posting | undefined> {
  const { book } = house.roster;
  const unit = book.unit(unitId);
  if (!unit) return undefined;
  const people = boardPeople(house, unit);
  const svg = drawBoard({
    title: boardWords.title(unit.name),
    subtitle: book
      .lineage(unitId)
      .slice(1)
      .map(({ name }) => name)
      .toReversed()
      .join(' · '),
    people,
    hint: [boardWords.hint],
    foot: [boardWords.foot],
  });
  return {
    mediaId: await house.insight.pictures.keep(svg, house.clock.now()),
    text: boardWords.title(unit.name),
  };
}

const MOST_DEPARTMENTS = 6;

/** From the building up to the community, then the specialists who are nearest. */
function boardPeople(house: House, unit: Unit): readonly BoardPerson[] {
  const { book } = house.roster;
  const posted = (['microgrid', 'grid', 'community'] as const).flatMap(level => {
    const at = book.unitAt(unit.id, level);
    if (!at) return [];
    const households = book.householdsOf(at.id) ?? 0;
    return postedAt(unit.id, level, book).map(one => ({
      role: boardWords.roles[level],
      name: nameOnBoard(one),
      duty: boardWords.duties[level](at.name, households),
    }));
  });
  const specialists = departmentsServing(unit.id, book)
    .slice(0, MOST_DEPARTMENTS)
    .flatMap(department => {
      const one = postedOf(unit.id, department, book);
      return one
        ? [{ role: department, name: nameOnBoard(one), duty: boardWords.specialist(department) }]
        : [];
    });
  return [...posted, ...specialists];
}

function nameOnBoard({ name, standIn }: Posted): string {
  return standIn === undefined ? name : boardWords.away(name, standIn?.name ?? '');
}
