/** The words of the interface in the words of the page. */

/** @type {Readonly<Record<string, string>>} */
export const roleNames = {
  resident: '居民',
  'microgrid-volunteer': '楼长',
  'grid-worker': '网格员',
  'grid-leader': '网格长',
  specialist: '专业网格员',
  operator: '值班',
  department: '部门',
  bot: '机器人',
};

/** Headings of the list of people, in this order. */
export const roleGroups = [
  ['resident', '居民'],
  ['microgrid-volunteer', '楼长'],
  ['grid-worker', '网格员'],
  ['grid-leader', '网格长'],
  ['operator', '街道与区值班'],
  ['specialist', '专业网格员'],
  ['department', '部门'],
];

/** @type {Readonly<Record<string, string>>} */
export const kindNames = {
  building: '楼栋群',
  microgrid: '微网格群',
  workers: '工作群',
  community: '楼长群',
  command: '指挥群',
};

/** One character for the picture of a group. @type {Readonly<Record<string, string>>} */
export const kindSigns = { building: '楼', microgrid: '微', workers: '工', community: '长', command: '指' };

/** @type {Readonly<Record<string, string>>} */
export const stateNames = {
  collecting: '待补充',
  triage: '待研判',
  offered: '待接单',
  handling: '处置中',
  suspended: '挂起',
  handled: '待核实',
  verified: '待回访',
  closed: '已归档',
  declined: '不受理',
  withdrawn: '已撤回',
  merged: '已并案',
};

/** States in which nothing is asked of anybody any more. */
export const endStates = new Set(['closed', 'declined', 'withdrawn', 'merged']);

/** @type {Readonly<Record<string, string>>} */
export const urgencyNames = { emergency: '紧急', urgent: '当天办', normal: '一般' };

/** @type {Readonly<Record<string, string>>} */
export const levelNames = {
  microgrid: '微网格',
  grid: '网格',
  community: '社区',
  street: '街道',
  district: '区',
  department: '部门',
};

/** @type {Readonly<Record<string, string>>} */
export const satisfactionNames = {
  satisfied: '满意',
  fair: '基本满意',
  unsatisfied: '不满意',
  unrated: '未评价',
};

/** @type {Readonly<Record<string, string>>} */
export const eventNames = {
  'ticket-opened': '已登记',
  'reporter-asked': '追问',
  'question-worded': '问句定了',
  'question-answered': '已补充',
  'detail-added': '补充说明',
  'triage-asked': '转研判',
  'ticket-offered': '派单',
  'ticket-taken-over': '交接',
  'ticket-handed-over': '转派',
  'ticket-escalated': '上报',
  'ticket-returned': '退回',
  'ticket-transferred': '转部门',
  'ticket-accepted': '接单',
  'team-formed': '组团',
  'progress-noted': '进展',
  'news-published': '通报',
  'extension-asked': '申请延期',
  'extension-granted': '同意延期',
  'extension-refused': '不同意延期',
  'ticket-suspended': '挂起',
  'ticket-resumed': '恢复',
  'ticket-finished': '办结',
  'verifier-named': '指定核实人',
  'verification-passed': '核实通过',
  'verification-failed': '核实不通过',
  'result-rated': '评价',
  'callback-repeated': '再次回访',
  'redo-ordered': '重办',
  'ticket-closed': '归档',
  'ticket-reopened': '重开',
  'ticket-declined': '不受理',
  'objection-raised': '提出异议',
  'ticket-withdrawn': '撤回',
  'ticket-merged': '并案',
  'ticket-supported': '附议',
  'support-taken-back': '取消附议',
  'ticket-urged': '催办',
  'urgency-raised': '提级',
  'category-corrected': '改类',
  'model-consulted': '问过模型',
  'photo-looked-at': '模型看过照片',
  'summary-noted': '模型写过摘要',
  'supervision-started': '督办',
  'deadline-near': '临期提醒',
  'step-overdue': '超时',
};

/** How a line of the history is coloured. @param {string} type */
export function eventTone(type) {
  if (/overdue|failed|refused|unsatisfied|redo|reopened|supervision|urgency|urged|near/u.test(type))
    return 'warm';
  if (/passed|closed|accepted|finished|granted|rated/u.test(type)) return 'good';
  return 'calm';
}
