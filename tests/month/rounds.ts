import { startOf } from '../../src/base/china-time.js';
import { HOUR, MINUTE, type Moment } from '../../src/base/clock.js';
import type { DeedKind } from '../../src/tasks/deed.js';
import { configuration } from '../support/demo.js';
import { WORKERS_ROOM, type Worker } from './town.js';
import type { World } from './world.js';

/** A deed that somebody told of in so many words. */
export interface Told {
  readonly messageId: string;
  readonly kind: DeedKind;
  readonly personId: string;
  readonly gridId: string;
  readonly at: Moment;
}

const finds = [
  '楼道堆了三个纸箱和一辆旧童车',
  '单元门口井盖松动，踩上去晃',
  '二楼声控灯不亮',
  '消防栓箱玻璃碎了',
  '电动车推进楼道充电，飞线从三楼拉下来',
  '垃圾桶满了，袋子堆到路边',
  '外墙瓷砖鼓包，掉了一块在草地里',
  '门口路面塌了个坑',
  '下水道返味，地上有污水',
  '墙上贴满小广告',
  '楼顶有人搭了个棚子',
  '小推车占着盲道卖水果',
];

/** Who never checks in and never tells of a patrol. */
export const FORGETFUL = 'w-14';

/** The days of workers and building captains: check-ins, patrols with what they find, visits. */
export class Rounds {
  readonly told: Told[] = [];
  readonly #away = new Map<string, { from: Moment; until: Moment }>();

  constructor(private readonly world: World) {}

  /** Whoever is on leave does nothing meanwhile. */
  leaves(id: string, from: Moment, until: Moment): void {
    this.#away.set(id, { from, until });
  }

  isAway(id: string, at: Moment): boolean {
    const away = this.#away.get(id);
    return away !== undefined && at >= away.from && at < away.until;
  }

  planDay(day: string): void {
    const { world } = this;
    const { chance, town } = world;
    if (!configuration.deadlines.calendar.isWorkingDay(day)) return;
    for (const worker of town.workers) if (worker.id !== FORGETFUL) this.#planWorker(day, worker);
    for (const building of town.buildings) {
      if (!chance.happens(0.12)) continue;
      world.plan(momentOf(day, 9 * HOUR, chance.whole(0, 540)), async () => {
        await this.#tells(
          building.captainId,
          undefined,
          '巡查 楼道都看过，没问题',
          'patrol',
          building.gridId,
          true,
        );
      });
    }
  }

  #planWorker(day: string, { id, gridId, buildings }: Worker): void {
    const { world } = this;
    const { chance } = world;
    const place = (): string => chance.pick(buildings).name;
    const isLate = chance.happens(0.12);
    const begins = momentOf(day, (isLate ? 8.6 : 7.6) * HOUR, chance.whole(0, 50));
    if (!chance.happens(0.04))
      world.plan(begins, () =>
        this.#tells(id, WORKERS_ROOM, `打卡 ${place()} [定位]`, 'check-in', gridId, !chance.happens(0.06)),
      );
    for (let nth = chance.whole(0, 2); nth > 0; nth -= 1) {
      const found = chance.happens(0.15) ? chance.pick(finds) : '一切正常';
      const where = `${place()} `;
      world.plan(momentOf(day, 9 * HOUR, chance.whole(0, 420)), () =>
        this.#tells(id, WORKERS_ROOM, `巡查 ${where}${found}`, 'patrol', gridId, true),
      );
    }
    for (let nth = chance.whole(2, 7); nth > 0; nth -= 1) {
      const door = `${chance.whole(1, 2)}单元${chance.whole(1, 8)}0${chance.whole(1, 2)}`;
      const words = chance.pick(['身体都好', '都好', '一切正常', '没人']);
      world.plan(momentOf(day, 14 * HOUR, chance.whole(0, 240)), () =>
        this.#tells(id, undefined, `走访 ${place()}${door} ${words}`, 'visit', gridId, false),
      );
    }
    if (chance.happens(0.1))
      world.plan(momentOf(day, 17 * HOUR, chance.whole(0, 60)), () =>
        world.says(id, undefined, chance.pick(['日志', '积分', '待办', '台账', '兑换 1'])),
      );
    if (chance.happens(0.01))
      world.plan(momentOf(day, 8 * HOUR, 5), () => world.says(id, undefined, '今天别提醒了'));
  }

  async #tells(
    personId: string,
    roomId: string | undefined,
    words: string,
    kind: DeedKind,
    gridId: string,
    photo: boolean,
  ): Promise<void> {
    const { world } = this;
    const at = world.clock.now();
    if (this.isAway(personId, at)) return;
    const messageId = await world.says(personId, roomId, words, photo ? { photo: true } : {});
    this.told.push({ messageId, kind, personId, gridId, at });
  }
}

function momentOf(day: string, from: number, minutes: number): Moment {
  return startOf(day) + from + minutes * MINUTE;
}
