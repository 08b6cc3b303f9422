import { withoutGaps } from '../sheets/cell-text.js';
import type { RoleName } from './unit.js';

/** As staff call the roles. */
export const roleNames: Readonly<Record<Exclude<RoleName, 'resident'>, string>> = {
  'microgrid-volunteer': '微网格员',
  'grid-worker': '专职网格员',
  'grid-leader': '网格长',
  specialist: '专业网格员',
  operator: '值班员',
  department: '部门联络员',
};

export const knownRoles: readonly string[] = Object.values(roleNames);

/** In this order: 微网格员 and 专业网格员 hold the word 网格员, too. */
const forms: readonly { readonly role: Exclude<RoleName, 'resident'>; readonly form: RegExp }[] = [
  {
    role: 'microgrid-volunteer',
    form: /微网格[员长]|微格员|楼[栋道幢]?长|单元长|楼组长|格姐|红管家|中心户长|居民组长|楼栋管家|邻长/u,
  },
  { role: 'specialist', form: /专业网格员|专员|专业员|派驻网格员|下沉干部|执法网格员/u },
  { role: 'grid-leader', form: /(?:副)?网格长|社区书记|社区主任|党组织书记|支部书记|村书记|村主任/u },
  { role: 'operator', form: /值班[员席]|值守员|派单员|调度员|督办员|坐席|接线员|指挥员|研判员|受理员/u },
  { role: 'department', form: /部门(?:联络|联系|责任|负责)?人?员?|联络员|联系人|主办人|经办人/u },
  { role: 'grid-worker', form: /(?:专职|兼职|全科|综合)?网格员|网格管理员|网格信息员|网格助理/u },
];

/** The roles that are named, each once; what was not understood besides. */
export function rolesIn(text: string): {
  readonly roles: readonly Exclude<RoleName, 'resident'>[];
  readonly unknown: readonly string[];
} {
  const roles = new Set<Exclude<RoleName, 'resident'>>();
  const unknown: string[] = [];
  for (const part of withoutGaps(text).split(/[、,，;；/|+＋\s]|兼任?|和|及/u)) {
    if (part === '') continue;
    const known = forms.find(({ form }) => form.test(part));
    if (known) roles.add(known.role);
    else unknown.push(part);
  }
  return { roles: [...roles], unknown };
}
