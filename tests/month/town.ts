import { readFileSync } from 'node:fs';
import path from 'node:path';
import { demoCommunity, type DemoPlan } from '../../src/roster/demo-community.js';
import type { Community } from '../../src/roster/roster-store.js';
import { configFolder, configuration } from '../support/demo.js';

export const COMMUNITY = 'guixiang';
export const WORKERS_ROOM = `room-${COMMUNITY}-workers`;
export const LEADER = 'p-qin';
export const DESK = 'o-meng';
export const DISTRICT_DESK = 'o-yan';
export const DEPARTMENT = 'd-zhujian';
/** A pushed task of a few, of which everybody does their part. */
export const SMALL_TASK = '楼道照明登记';

const MICROGRIDS = 168;
const HOUSEHOLDS = 5_799;
const GRIDS = 14;
const PER_GRID = MICROGRIDS / GRIDS;
/** Who lives in each building and speaks in its group; the bot knows the first two before they speak. */
const SPEAKERS = 5;
const KNOWN = 2;

const estates =
  '桂香苑 银杏里 听雨轩 锦绣里 望江府 枫林苑 和兴里 翠竹园 向阳里 明月台 春晓苑 福安里 书香苑 青石里'.split(
    ' ',
  );
const surnames = '赵 钱 孙 李 周 吴 郑 冯 陈 卫 蒋 沈 韩 杨'.split(' ');
const first =
  '暖 晴 晓 小 阿 老 大 安 雨 雪 云 风 月 星 山 水 花 草 春 夏 秋 冬 晨 暮 青 紫 蓝 白 橙 墨'.split(' ');
const second =
  '阳光 果果 妈妈 爷爷 豆豆 团子 西瓜 柚子 松鼠 石头 海棠 兰花 芒果 核桃 茉莉 葡萄 丁香 杜鹃 南瓜 竹子 芦苇 银河 麦田 小路 窗台 灯塔 渡口 书桌 风铃 茶壶'.split(
    ' ',
  );

/** One building with its group. */
export interface Building {
  readonly id: string;
  readonly gridId: string;
  readonly estate: string;
  readonly name: string;
  readonly roomId: string;
  readonly households: number;
  readonly captainId: string;
  readonly residentIds: readonly string[];
}

export interface Worker {
  readonly id: string;
  readonly gridId: string;
  readonly shortName: string;
  readonly buildings: readonly Building[];
}

/** A community as large as the one in the papers: 168 micro-grids, 5,799 households, 14 grids with a worker each. */
export interface Town {
  readonly community: Community;
  readonly buildings: readonly Building[];
  readonly workers: readonly Worker[];
  /** What everybody is called, by contact id; those unknown to the bot, too. */
  readonly names: ReadonlyMap<string, string>;
}

export function buildTown(): Town {
  const names = new Map<string, string>();
  const buildings: Building[] = [];
  const workers: Worker[] = [];
  for (let grid = 0; grid < GRIDS; grid += 1) {
    const gridId = `gx-${grid + 1}`;
    const own = Array.from({ length: PER_GRID }, (_, at) => buildingOf(grid, at, gridId, names));
    buildings.push(...own);
    const shortName = `小${surnames[grid]}`;
    workers.push({ id: `w-${grid + 1}`, gridId, shortName, buildings: own });
  }
  const community = demoCommunity(planOf(buildings, workers, names), 'bot');
  for (const { id, name } of community.people) names.set(id, name);
  return { community, buildings, workers, names };
}

function buildingOf(grid: number, at: number, gridId: string, names: Map<string, string>): Building {
  const id = `${gridId}-${at + 1}`;
  const nth = grid * PER_GRID + at;
  const residentIds = Array.from({ length: SPEAKERS }, (_, speaker) => {
    const contactId = `r-${id}-${speaker + 1}`;
    const named = nth * SPEAKERS + speaker;
    names.set(
      contactId,
      `${first[named % first.length]}${second[Math.floor(named / first.length) % second.length]}`,
    );
    return contactId;
  });
  const households =
    Math.floor((HOUSEHOLDS * (nth + 1)) / MICROGRIDS) - Math.floor((HOUSEHOLDS * nth) / MICROGRIDS);
  const estate = estates[grid] ?? '';
  return {
    id,
    gridId,
    estate,
    name: `${at + 1}栋`,
    roomId: `room-${id}`,
    households,
    captainId: `c-${id}`,
    residentIds,
  };
}

function planOf(
  buildings: readonly Building[],
  workers: readonly Worker[],
  names: ReadonlyMap<string, string>,
): DemoPlan {
  const { district, street, operators, departments, specialists } = configuration.demo;
  const grids = workers.map(({ id, gridId, shortName }, at) => ({
    id: gridId,
    name: `桂香第${'一二三四五六七八九十'[at] ?? `十${'一二三四'[at - 10]}`}网格`,
    code: `GX${at + 1}`,
    worker: { id, name: `网格员${shortName}` },
    microgrids: buildings
      .filter(building => building.gridId === gridId)
      .map(building => ({
        id: building.id,
        estate: building.estate,
        building: building.name,
        code: building.id.toUpperCase().replaceAll('-', 'X'),
        households: building.households,
        captain: `楼长${names.get(building.residentIds[0] ?? '')}`,
        residents: building.residentIds.slice(0, KNOWN).map(id => names.get(id) ?? ''),
      })),
  }));
  const gridIds = grids.map(({ id }) => id);
  return {
    district,
    street,
    communities: [
      {
        id: COMMUNITY,
        name: '桂香社区',
        code: 'GUIXIANG',
        leader: { id: LEADER, name: '社区秦书记' },
        grids,
      },
    ],
    operators,
    departments: departments
      .filter(({ unit }) => unit !== 'liuyuan')
      .map(department => ({ ...department, ...(department.unit === undefined ? {} : { unit: COMMUNITY }) })),
    specialists: specialists.slice(0, 3).map(specialist => ({ ...specialist, serves: gridIds })),
  };
}

function texts(list: readonly { readonly text: string }[]): string[] {
  return list.map(({ text }) => text);
}

/** What people say, from our own examples. */
export interface Speech {
  readonly reports: readonly string[];
  readonly vague: readonly string[];
  readonly emergencies: readonly string[];
  readonly talk: readonly string[];
  readonly inquiries: readonly string[];
}

interface Example {
  readonly text: string;
  readonly kind: string;
  readonly urgency?: string;
}

function lines(file: string): readonly Example[] {
  const text = readFileSync(path.join(configFolder, 'examples', `${file}.jsonl`), 'utf8');
  return text
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Example);
}

export function readSpeech(): Speech {
  const categories = Array.from({ length: 13 }, (_, at) => String(at + 1).padStart(2, '0'));
  const files = ['plain-reports', ...categories.flatMap(code => [code, `everyday-${code}`])];
  return {
    reports: texts(
      files.flatMap(lines).filter(({ kind, urgency }) => kind === 'report' && urgency !== 'emergency'),
    ),
    vague: texts(lines('everyday-vague').filter(({ kind }) => kind === 'report')),
    emergencies: texts(lines('everyday-emergency').filter(({ urgency }) => urgency === 'emergency')),
    talk: texts(['everyday-chat', 'plain-chat'].flatMap(lines).filter(({ kind }) => kind === 'chat')),
    inquiries: texts(lines('plain-inquiry')),
  };
}
