import type { LocalContact, LocalWorldPlan } from '../../../src/chat/local-world.js';

const person = (id: string, name: string, role: string): LocalContact => ({ id, name, role });

const neighbours = [person('kui', '向日葵', 'resident'), person('tang', '小棠', 'resident')];
const captain = person('xu', '楼长老许', 'microgrid-volunteer');
const shopkeeper = person('ma', '骑车的老马', 'resident');
const chen = person('chen', '网格员小陈', 'grid-worker');
const zhao = person('zhao', '网格员小赵', 'grid-worker');
const leader = person('he', '社区何书记', 'grid-leader');
const operator = person('meng', '街道值班小孟', 'operator');
const police = person('wei', '派出所民警小卫', 'department');

/** A group of each kind, and somebody of each role. */
export const smallTown: LocalWorldPlan = {
  bot: { id: 'xiaoge', name: '小格' },
  contacts: [...neighbours, captain, shopkeeper, chen, zhao, leader, operator, police],
  rooms: [
    {
      id: 'g6',
      topic: '金桂苑6栋楼群',
      kind: 'building',
      unit: 'jgy-6',
      unitName: '金桂苑6栋',
      memberIds: ['kui', 'tang', 'xu', 'chen'],
    },
    {
      id: 'whl',
      topic: '文化路微网格群',
      kind: 'microgrid',
      unit: 'whl-1',
      unitName: '文化路',
      memberIds: ['ma', 'zhao'],
    },
    {
      id: 'workers',
      topic: '金桂社区网格员工作群',
      kind: 'workers',
      unit: 'jingui',
      unitName: '金桂社区',
      memberIds: ['chen', 'zhao', 'he', 'meng'],
    },
    {
      id: 'captains',
      topic: '金桂社区楼长群',
      kind: 'community',
      unit: 'jingui',
      unitName: '金桂社区',
      memberIds: ['chen', 'zhao', 'he', 'xu'],
    },
    {
      id: 'command',
      topic: '桂花街道指挥群',
      kind: 'command',
      unit: 'guihua',
      unitName: '桂花街道',
      memberIds: ['meng', 'he', 'wei'],
    },
  ],
};

export const inBuilding = { kind: 'room', roomId: 'g6' } as const;
export const inWorkers = { kind: 'room', roomId: 'workers' } as const;
export const withSunflower = { kind: 'direct', contactId: 'kui' } as const;
