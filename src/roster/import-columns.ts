import { plainHeader } from '../sheets/header.js';

/** Columns of a list of units. Codes stand for the unit of their level, `code` for the lowest that the row names. */
export const unitColumns = [
  'district',
  'street',
  'community',
  'grid',
  'microgrid',
  'estate',
  'buildings',
  'households',
  'code',
  'districtCode',
  'streetCode',
  'communityCode',
  'gridCode',
  'microgridCode',
] as const;
export type UnitColumn = (typeof unitColumns)[number];

/** Columns of a list of people. `listId` is our own name for somebody in a list that we wrote; `private` is what must not be kept: phone and identity numbers, home addresses. */
export const peopleColumns = [
  'name',
  'role',
  'district',
  'street',
  'community',
  'grid',
  'microgrid',
  'unitCode',
  'department',
  'number',
  'listId',
  'nickname',
  'private',
] as const;
export type PeopleColumn = (typeof peopleColumns)[number];

type Wordings<Key extends string> = readonly { readonly key: Key; readonly form: RegExp }[];

/** The words for each level; what stands before and after them does not matter. */
const BEFORE = '(?:所属|所在|归属|隶属|管辖|负责|责任|服务|包联|包保|覆盖|对应|原|现)?的?';
const AFTER = '(?:名称?|名字|全称)?';
const CODE = '(?:编码|代码|编号|码|号码|绑定码|id|code)';

const levelWords = {
  district: '(?:区县?|县|县区|县市区|区县市|市区|行政区|城区|旗县|市县区)',
  street: '(?:街道|乡镇|镇街|街镇|镇乡|乡镇街道|街道乡镇|镇|乡|街道办事?处?|街办|办事处|镇街道)',
  community: '(?:社区|村社区|社区村|村居|居村|村|行政村|村委会?|居委会?|村居委会|社区居委会|工作站|村社)',
  microgrid: '(?:微网格|微格|三级网格|楼栋网格|微网格单元|楼幢单元|子网格|小网格)',
  grid: '(?:网格|一般网格|基础网格|二级网格|综合网格|网格单元|大网格)',
} as const;

function level(word: string): RegExp {
  return new RegExp(`^${BEFORE}${word}${AFTER}$`, 'u');
}

function codeOf(word: string): RegExp {
  return new RegExp(`^${BEFORE}${word}(?:的|绑定|唯一|区划|标准|统一)?${CODE}$`, 'u');
}

const levelColumns = [
  { key: 'district', form: level(levelWords.district) },
  { key: 'street', form: level(levelWords.street) },
  { key: 'community', form: level(levelWords.community) },
  { key: 'microgrid', form: level(levelWords.microgrid) },
  { key: 'grid', form: level(levelWords.grid) },
] as const;

const unitWordings: Wordings<UnitColumn> = [
  { key: 'districtCode', form: codeOf(levelWords.district) },
  { key: 'streetCode', form: codeOf(levelWords.street) },
  { key: 'communityCode', form: codeOf(levelWords.community) },
  { key: 'microgridCode', form: codeOf(levelWords.microgrid) },
  { key: 'gridCode', form: codeOf(levelWords.grid) },
  { key: 'code', form: new RegExp(`^(?:绑定|单元|唯一|标准|机构|统一)?${CODE}$`, 'u') },
  ...levelColumns,
  {
    key: 'estate',
    form: /^(?:所属|所在)?(?:小区|居民小区|小区院落|院落|楼院|院区|片区|路段|街巷|小区路段|小区街巷|自然村|组)(?:名称?|名字)?$/u,
  },
  {
    key: 'buildings',
    form: /^(?:所属|所在|覆盖|包含|管辖|涉及|负责)?(?:楼栋|楼幢|楼宇|楼号|栋号|幢号|楼栋号|楼幢号|栋幢|楼房|楼|栋|幢|楼座|楼栋单元|住宅楼)(?:号|名称?|范围|情况|列表|明细)?$/u,
  },
  {
    key: 'households',
    form: /^(?:居民|住户|总|常住|家庭|户籍|实有|入住)*户数(?:合?计)?$|^(?:住户|总户|户)(?:总)?数?$/u,
  },
];

const peopleWordings: Wordings<PeopleColumn> = [
  { key: 'listId', form: /^名册号$/u },
  {
    key: 'private',
    form: /电话|手机|联系方式|联络方式|身份证|证件|住址|家庭住址|地址|微信号|qq|邮箱|出生|生日|银行|工资卡/u,
  },
  {
    key: 'nickname',
    form: /^(?:微信|群|群内|微信群|工作群)*(?:昵称|名片|备注名|昵称备注|群昵称)$|^微信名$/u,
  },
  { key: 'number', form: /^(?:人员|员工|工作|网格员|工牌|职工)*(?:工号|编号|证号|号码|编码|代码)$/u },
  { key: 'unitCode', form: new RegExp(`^${BEFORE}(?:单元|微?网格|社区|辖区|机构|绑定)${CODE}$`, 'u') },
  {
    key: 'name',
    form: /^(?:人员|网格员|专职网格员|微网格员|专业网格员|楼长|楼道长|网格长|负责人|员工|成员|工作人员)?(?:姓名|名字)$|^(?:网格员|楼长|楼道长|网格长|负责人|微网格员)$/u,
  },
  {
    key: 'role',
    form: /^(?:人员|网格员|所任|担任|现任)*(?:角色|岗位|职务|身份|类别|类型|职责|岗位名称|岗位职务|职务岗位|工种|人员性质|角色名称)$/u,
  },
  {
    key: 'department',
    form: /^(?:所属|派出|工作|所在|主管|归口|职能)*(?:部门|单位|科室|机构|部门单位|职能部门|单位部门|派出单位|条线|专业)(?:名称?)?$/u,
  },
  ...levelColumns,
];

function wordingIn<Key extends string>(wordings: Wordings<Key>): (header: string) => Key | undefined {
  return header => {
    const plain = plainHeader(header);
    return wordings.find(({ form }) => form.test(plain))?.key;
  };
}

/** Which column of a list of units a header names, in whatever wording. */
export const unitColumnOf = wordingIn(unitWordings);

/** Which column of a list of people a header names. */
export const peopleColumnOf = wordingIn(peopleWordings);
