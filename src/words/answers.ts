/** Who answers for the asker's building. */
export function whoIsResponsible(unit: string, worker: string, captain: string): string {
  const near = captain === '' ? '' : `，楼长是${captain.replace(/^楼长/u, '')}`;
  return `${unit}的网格员是${worker.replace(/^网格员/u, '')}${near}。每天 8:30–18:00 在岗，有事在群里说或 @我；夜里急事先打 110/119/120。`;
}

/** How to report. */
export function howToReport(): string {
  return '直接在群里或私聊我说一句：在哪、什么事，有照片更好，不用填表。登记后会给您单号。';
}

/** Who sees what. */
export function whoSeesWhat(): string {
  return '房号和电话只有上门办事的人看得到，群里不会出现；不是报事的聊天几分钟后就删掉。';
}

/** Is it a machine? */
export function iAmABot(): string {
  return '我是群里办的机器人小格，帮大家登记、派单、回访；真正上门的是网格员和各部门的同事。';
}

/** How to rate. */
export function howToRate(): string {
  return '办好核实后我会私聊问您，回 1 满意、2 基本满意、3 不满意就行，随时也能直接说。';
}

/** How points come. */
export function howPointsCome(): string {
  return '积分是自动记的：报的事办好、核实过就有，网格员和楼长打卡、巡查、走访也算，不用申请。回“积分”看自己的，回“兑换”看能换什么。';
}

/** When somebody is there. */
export function openingHours(): string {
  return '网格员每天 8:30–18:00 在岗，社区工作站工作日 8:30–12:00、13:30–18:00；夜里急事先打 110/119/120，别的事跟我说，早上就有人看。';
}

/** What supporting means. */
export function whatSupportMeans(): string {
  return '“附议”就是和邻居报的是同一件事：回“附议”记上您一份，不用重报，有结果一起告诉您。';
}

/** Certificates, policies, other places: the window knows. */
export function askTheWindow(): string {
  return '这类手续以社区工作站和政务窗口说的为准，可以打 12345 问清材料再去，省得白跑。要我帮您登记请人回电，就说“登记”加一句要办什么。';
}

/** A matter that has its door elsewhere. */
export function otherDoor(say: string, name: string, call: string): string {
  const phone = call === '' || say.includes(call) ? '' : `，电话 ${call}`;
  const door = say.includes(name) ? '' : `请找${name}${phone}。`;
  return `${say}${door}`;
}
