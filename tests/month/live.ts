import { daysLater, startOf } from '../../src/base/china-time.js';
import { HOUR, MINUTE, type Moment } from '../../src/base/clock.js';
import { Chance } from './random.js';
import { Residents } from './residents.js';
import { Rounds } from './rounds.js';
import { Staff } from './staff.js';
import { buildTown, DEPARTMENT, DESK, LEADER, SMALL_TASK, WORKERS_ROOM } from './town.js';
import { World } from './world.js';

/** What was lived through. */
export interface Lived {
  readonly world: World;
  readonly residents: Residents;
  readonly rounds: Rounds;
  readonly begins: Moment;
  readonly ends: Moment;
  /** What the program held in memory at the end of some days, in bytes. */
  readonly heap: readonly { readonly day: string; readonly bytes: number }[];
  readonly days: readonly DayLived[];
}

/** What a day took. */
export interface DayLived {
  readonly day: string;
  /** Heard by the program. */
  readonly messages: number;
  /** Read from its store. */
  readonly documents: number;
  /** Of the processor, the people around the program included. */
  readonly cpuMs: number;
}

/** From the first day's midnight until ten in the morning after the last day: then what waited for the night is said. */
export async function live(plan: {
  readonly seed: number;
  readonly from: string;
  readonly days: number;
  readonly perDay: number;
  readonly folder: string;
  readonly heapUsed: () => number;
}): Promise<Lived> {
  const begins = startOf(plan.from);
  const world = new World(buildTown(), new Chance(plan.seed), begins, plan.folder);
  const residents = new Residents(world, plan.perDay);
  const rounds = new Rounds(world);
  const staff = new Staff(world);
  world.listener = said => {
    const heard = said.where.kind === 'direct' ? [said.where.contactId] : said.mentionIds;
    for (const id of heard) (residents.has(id) ? residents : staff).hear(said, id);
  };
  await world.start();
  const heap: { day: string; bytes: number }[] = [];
  const days: DayLived[] = [];
  for (let nth = 0; nth < plan.days; nth += 1) {
    const day = daysLater(plan.from, nth);
    const { messages } = world;
    const { documents } = world.reads;
    const before = process.cpuUsage();
    residents.planDay(day);
    rounds.planDay(day);
    planSpecials(world, rounds, plan.from, nth);
    await world.until(startOf(daysLater(day, 1)) - 1);
    const { user, system } = process.cpuUsage(before);
    days.push({
      day,
      messages: world.messages - messages,
      documents: world.reads.documents - documents,
      cpuMs: (user + system) / 1_000,
    });
    if (nth % 7 === 6 || nth === plan.days - 1) heap.push({ day, bytes: plan.heapUsed() });
    // In the night after the second Sunday the power goes, and the program starts again.
    if (nth === 14) {
      await world.stop();
      await world.start();
    }
  }
  const ends = startOf(daysLater(plan.from, plan.days)) + 10 * HOUR;
  await world.until(ends);
  return { world, residents, rounds, begins, ends, heap, days };
}

/** What happens once: pushed tasks, leave, handing over, meetings that somebody misses, asking for reports. */
function planSpecials(world: World, rounds: Rounds, from: string, nth: number): void {
  const day = daysLater(from, nth);
  const at = (hour: number, minute = 0): Moment => startOf(day) + hour * HOUR + minute * MINUTE;
  const says = (moment: Moment, who: string, words: string, roomId?: string): void =>
    world.plan(moment, () => world.says(who, roomId, words));
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  if (nth === 1) {
    const until = dayText(daysLater(day, 4));
    says(
      at(9, 30),
      DESK,
      `下派任务 ${SMALL_TASK} 给桂香第八网格、桂香第九网格所有微网格 到${until}18点 每户登记`,
    );
    says(at(9, 35), DESK, '确认');
  }
  if (nth === 2 || nth === 16) {
    const title = nth === 2 ? '冬季取暖安全检查' : '独居老人走访';
    says(
      at(9, 40),
      DESK,
      `下派任务 ${title} 给桂香社区所有微网格 到${dayText(daysLater(day, 7))}18点 每户登记`,
    );
    says(at(9, 45), DESK, '确认');
  }
  if (nth === 9) {
    says(
      at(10),
      DEPARTMENT,
      `下派任务 消防安全宣传 给桂香社区所有楼长 到${dayText(daysLater(day, 6))}18点 每栋张贴通知`,
    );
    says(at(10, 5), DEPARTMENT, '确认');
  }
  if (nth === 3 || nth === 10 || nth === 18) {
    const id = `w-${(nth % 12) + 1}`;
    const stand = world.town.workers[(nth + 3) % 12]?.shortName;
    says(at(15), id, `请假 明天到${dayText(daysLater(day, 2))}${nth === 10 ? '' : ` ${stand}代`}`);
    if (nth === 18) says(at(17, 10), id, `手上的单都交接给${stand}`);
    rounds.leaves(id, startOf(daysLater(day, 1)), startOf(daysLater(day, 3)));
  }
  if (weekday === 1) says(at(13, 50), `w-${(nth % 12) + 2}`, '请假，15点陪残联上门评定', WORKERS_ROOM);
  if (weekday === 5) says(at(17, 20), LEADER, '周报', WORKERS_ROOM);
  if (weekday === 3) says(at(11), LEADER, '看板');
}

function dayText(day: string): string {
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;
}
