/** The states of a ticket as people call them; the page of the local chat, which is not built, has its own copy. */
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
} as const;

/** The states of a pushed task as people call them. */
export const taskStateNames = {
  submitted: '已提交',
  reviewing: '准入审核中',
  returned: '退回修改',
  refused: '未准入',
  admitted: '待下派',
  running: '进行中',
  finished: '待验收',
  accepted: '已验收',
  withdrawn: '已撤回',
} as const;
