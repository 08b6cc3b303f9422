import { cpSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import { demoCommunity, type DemoPlan } from '../../src/roster/demo-community.js';
import { configFolder, configuration } from '../support/demo.js';

const GRIDS = 14;
const BUILDINGS_PER_GRID = 12;
const SPEAKERS_PER_BUILDING = 35;

const estates =
  '桂香苑 银杏里 听雨轩 锦绣里 望江府 枫林苑 和兴里 翠竹园 向阳里 明月台 春晓苑 福安里 书香苑 青石里'.split(
    ' ',
  );

/** A building of the town with its group and who speaks there. */
export interface Building {
  readonly id: string;
  readonly roomId: string;
  readonly residentIds: readonly string[];
}

/** 168 micro-grids in 14 grids of one community; 5,880 residents speak in 168 groups. */
export const townPlan: DemoPlan = {
  ...configuration.demo,
  communities: [
    {
      id: 'guixiang',
      name: '桂香社区',
      code: 'GUIXIANG',
      leader: { id: 'p-leader', name: '社区秦书记' },
      grids: estates.slice(0, GRIDS).map((estate, grid) => ({
        id: `gx-${grid + 1}`,
        name: `桂香第${grid + 1}网格`,
        code: `GX${grid + 1}`,
        worker: { id: `w-${grid + 1}`, name: `网格员${estate.slice(0, 1)}${grid + 1}` },
        microgrids: Array.from({ length: BUILDINGS_PER_GRID }, (_, at) => ({
          id: `gx-${grid + 1}-${at + 1}`,
          estate,
          building: `${at + 1}栋`,
          code: `GX${grid + 1}B${at + 1}`,
          households: 34,
          captain: `楼长${estate.slice(1, 2)}${at + 1}`,
          residents: Array.from(
            { length: SPEAKERS_PER_BUILDING },
            (_resident, nth) => `邻居${grid + 1}-${at + 1}-${nth + 1}`,
          ),
        })),
      })),
    },
  ],
  departments: configuration.demo.departments.map(({ unit: _unit, ...department }) => department),
  operators: configuration.demo.operators.map(operator => ({
    ...operator,
    unit: configuration.demo.street.id,
  })),
  specialists: configuration.demo.specialists.map(specialist => ({
    ...specialist,
    serves: ['gx-1', 'gx-2'],
  })),
};

export const town = demoCommunity(townPlan, 'bot');

export const buildings: readonly Building[] = town.units
  .filter(({ level }) => level === 'microgrid')
  .map(({ id }) => ({
    id,
    roomId: `room-${id}`,
    residentIds: Array.from({ length: SPEAKERS_PER_BUILDING }, (_, nth) => `r-${id}-${nth + 1}`),
  }));

/** The configuration as shipped, but with the town in place of the demo community. @returns its folder */
export function writeTownConfig(folder: string): string {
  const config = path.join(folder, 'config');
  // What is compiled for the benches reaches the configuration by a link, which must not be copied as one.
  cpSync(realpathSync(configFolder), config, { recursive: true });
  writeFileSync(path.join(config, 'demo-community.yaml'), stringify(townPlan, { lineWidth: 0 }));
  return config;
}
