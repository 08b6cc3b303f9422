import type { SheetPlan } from '../sheets/write-sheet.js';
import { fromTheTop } from './level-names.js';
import { roleNames } from './role-words.js';
import type { RosterBook } from './roster-book.js';
import type { Appointment, Role, Unit, UnitLevel } from './unit.js';

const EXAMPLE = '示例，请删掉这一行';

const unitHeaders = ['区', '街道', '社区', '网格', '微网格', '小区', '楼栋', '户数', '编码', '备注'] as const;
const peopleHeaders = [
  '姓名',
  '角色',
  '区',
  '街道',
  '社区',
  '网格',
  '微网格',
  '部门',
  '工号',
  '群昵称',
  '备注',
] as const;

/** An empty list of units with one example row. */
export function emptyUnitSheet(): SheetPlan {
  return {
    name: '单元',
    headers: unitHeaders,
    rows: [
      ['清河区', '桂花街道', '金桂社区', '金桂第一网格', '金桂苑6栋', '金桂苑', '6栋', 72, 'JGY6', EXAMPLE],
    ],
    areExamples: true,
    notes: [
      '一行一个单元：写到哪一级，这一行的户数和编码就是哪一级的。上面几级要写全，和上一行相同可以空着。',
      '编码就是在群里绑定用的码（绑定 JGY6），只用字母和数字；空着会自动编一个。',
      '楼栋写“6栋”“1栋、2栋”或“1-5栋”。合计行、空行、标题行会自动跳过。',
      '再次导入时按编码更新；表里没有的单元只会提示，不会删除。',
    ],
  };
}

/** An empty list of people with one example row. */
export function emptyPeopleSheet(): SheetPlan {
  return {
    name: '人员',
    headers: peopleHeaders,
    rows: [
      ['王芳', '专职网格员', '清河区', '桂花街道', '金桂社区', '金桂第一网格', '', '', 'W001', '', EXAMPLE],
    ],
    areExamples: true,
    notes: [
      `角色写：${Object.values(roleNames).join('、')}；一人多职就用顿号隔开，或者写成几行。`,
      '专业网格员和部门联络员要写部门；一人管几个网格就在“网格”列用顿号隔开。',
      '电话和证件号不用写，写了也不会保存。',
      '同名的人请写工号。再次导入时按工号更新；表里没有的人只会提示，不会删除。',
    ],
  };
}

/** All units as a list that can be changed and imported again. */
export function filledUnitSheet(book: RosterBook): SheetPlan {
  const rows = book.childrenOf(null).flatMap(top => book.within(top.id).map(unit => unitRow(unit, book)));
  return { ...emptyUnitSheet(), rows, areExamples: false };
}

function unitRow(unit: Unit, book: RosterBook): (string | number)[] {
  const names = fromTheTop.map(level => book.unitAt(unit.id, level)?.name ?? '');
  return [
    ...names,
    unit.estate ?? '',
    (unit.buildings ?? []).join('、'),
    unit.households ?? '',
    unit.bindCode,
    '',
  ];
}

/** Everybody in the imported lists, with the code by which those who are not known yet show who they are. */
export function filledPeopleSheet(book: RosterBook): SheetPlan {
  const empty = emptyPeopleSheet();
  const people = book.appointments.toSorted((a, b) => a.rank - b.rank);
  return {
    ...empty,
    headers: [...peopleHeaders, '名册号', '认领码', '认领情况'],
    rows: people.flatMap(appointment => personRows(appointment, book)),
    areExamples: false,
    notes: [
      ...(empty.notes ?? []),
      '还没认领的人，私聊小格说“我是 姓名 认领码”就认上了。认领码只给本人，别发群里。',
    ],
  };
}

/** One row for the units of one level that somebody serves in one role for one department. */
function personRows(appointment: Appointment, book: RosterBook): (string | number)[][] {
  const groups = new Map<string, Role[]>();
  for (const role of appointment.roles) {
    const unit = book.unit(role.unitId);
    const isListable = unit?.level === 'grid' || unit?.level === 'microgrid';
    // Units of one community in one row: in another their names may be somebody else's.
    const place = isListable ? book.unitAt(role.unitId, 'community')?.id : role.unitId;
    const key = [role.role, role.department ?? '', unit?.level ?? '', place ?? ''].join('|');
    groups.set(key, [...(groups.get(key) ?? []), role]);
  }
  return [...groups.values()].map(roles => personRow(appointment, roles, book));
}

function personRow(appointment: Appointment, roles: readonly Role[], book: RosterBook): (string | number)[] {
  const [first] = roles;
  const units = roles.flatMap(({ unitId }) => book.unit(unitId) ?? []);
  const nameAt = (level: UnitLevel): string => {
    const names = units.flatMap(unit => book.unitAt(unit.id, level)?.name ?? []);
    return [...new Set(names)].join('、');
  };
  const isShared = units.length > 1 && units[0]?.level === 'microgrid';
  const called = first && first.role !== 'resident' ? roleNames[first.role] : '';
  return [
    appointment.name,
    called,
    nameAt('district'),
    nameAt('street'),
    nameAt('community'),
    // Several micro-grids may lie in several grids; their own names are enough.
    isShared ? '' : nameAt('grid'),
    nameAt('microgrid'),
    first?.department ?? '',
    appointment.number ?? '',
    appointment.nicknames.join('、'),
    '',
    appointment.id,
    appointment.personId === null ? appointment.claimCode : '',
    appointment.personId === null ? '未认领' : '已认领',
  ];
}
