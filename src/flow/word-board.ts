import { dateTimeText } from '../base/china-time.js';
import type { UnitId } from '../base/ids.js';
import type { RoleName, Unit } from '../roster/unit.js';
import { boardOf, weekStart, type BoardLine } from '../tasks/board.js';
import { openStates } from '../tickets/ticket.js';
import * as words from '../words/tower.js';
import type { House } from './house.js';
import { reply } from './reply.js';
import type { Spoken } from './spoken.js';
import type { WorkerWord } from './worker-words.js';

/** No board has more lines; then a level is left out. */
const MOST_LINES = 24;

/** The tower as it stands: street, communities, grids; a leader's grids; a worker's micro-grids. */
export const boardWord: WorkerWord = {
  name: '看板',
  help: '看板——自己这一片的事：在办、超时、等上级、本周办结，一级一行；“看板 金桂社区”看下一级',
  who: 'staff',
  hear: hearBoard,
};

const BOARD =
  /^(?:请?(?:帮我)?(?:看|查|发|打开)(?:一下|下|个)?)?(.{0,12}?)(?:的)?(?:三级|全局|总体?|街道)?看[板版扳](?:[\s:：]*(?:全部|所有|三级|全局)|[\s:：]+(.{2,12}?)|(.{2,10}(?:社区|网格|街道)))?[。!！?？]*$/u;
const TOWER = /^(?:看一?下?)?(?:全局|三级|三级看板|总览|三级视图|全局视图|三级一览)[。!！?？]*$/u;

/** Whether the board is asked for, and of which unit by name; '' for the own one. */
export function boardAsked(said: string): string | undefined {
  if (TOWER.test(said)) return '';
  const match = BOARD.exec(said);
  if (!match) return undefined;
  const [, before = '', spaced = '', close = ''] = match;
  const after = `${spaced}${close}`;
  const named = (after === '' ? before : after).replace(/\s/gu, '');
  return before !== '' && after !== '' ? undefined : named;
}

async function hearBoard(house: House, spoken: Spoken, said: string): Promise<boolean> {
  const asked = boardAsked(said);
  if (asked === undefined) return false;
  const roots = rootsOf(house, spoken);
  const { book } = house.roster;
  const root = asked === '' ? roots[0] : unitNamed(asked, roots, house);
  if (asked !== '' && root === undefined) return false;
  if (root === undefined) {
    await reply(house, spoken, 'board', words.noBoard());
    return true;
  }
  const unitIds = book.within(root).map(({ id }) => id);
  const now = house.clock.now();
  const open = await house.tickets.ofUnits(unitIds, openStates);
  const changed = await house.tickets.changedSince(weekStart(now), unitIds);
  const closed = changed.filter(({ state }) => state === 'closed');
  const lines = boardOf(root, [...open, ...closed], book, now);
  await reply(house, spoken, 'board', sayBoard(lines, dateTimeText(now)));
  return true;
}

const seers: readonly RoleName[] = ['operator', 'grid-leader', 'grid-worker'];

/** Units whose board somebody may see, the highest first: in the command group its unit, elsewhere what they answer for. */
function rootsOf(house: House, { speaker }: Spoken): readonly UnitId[] {
  const { book } = house.roster;
  const { person, room } = speaker;
  const held = person ? book.rolesOf(person.id).filter(({ role }) => seers.includes(role)) : [];
  const own = held
    .toSorted((a, b) => seers.indexOf(a.role) - seers.indexOf(b.role))
    .map(({ unitId }) => unitId);
  return [...new Set([...(room?.kind === 'command' ? [room.unitId] : []), ...own])];
}

function unitNamed(name: string, roots: readonly UnitId[], { roster: { book } }: House): UnitId | undefined {
  const units = roots.flatMap(root => book.within(root));
  const found =
    units.find(unit => unit.name === name) ?? onlyOne(units.filter(unit => unit.name.includes(name)));
  return found?.level === 'microgrid' ? undefined : found?.id;
}

function onlyOne(units: readonly Unit[]): Unit | undefined {
  const [unit, another] = [...new Set(units)];
  return another ? undefined : unit;
}

/** Of micro-grids only those with something to show; of too many lines only the upper two levels. */
function sayBoard(lines: readonly BoardLine[], time: string): string {
  const [top] = lines;
  const name = top?.unit.name ?? '';
  const shown = lines.filter(line => line.unit.level !== 'microgrid' || line.open + line.closed > 0);
  const upper = shown.length > MOST_LINES ? shown.filter(({ depth }) => depth < 2) : shown;
  const text = upper.map(line => words.boardLine(line.unit.name, line.depth, line));
  const quiet = lines.length - shown.length;
  const below = upper.length < shown.length ? [words.boardBelow(upper[1]?.unit.name ?? name)] : [];
  return [words.board(name, time, text, quiet), ...below].join('\n');
}
