/** Words of the responsibility board (责任牌) as a picture. */
export const boardWords = {
  title: (unit: string): string => `${unit} 责任牌`,
  roles: { microgrid: '楼道长', grid: '专职网格员', community: '网格长' },
  duties: {
    microgrid: (unit: string): string => `${unit}：邻里的事、楼道的事，先跟这位说`,
    grid: (unit: string, households: number): string =>
      `${unit}${households > 0 ? ` ${households.toLocaleString('en-US')} 户` : ''}：报事、走访、巡查、帮办`,
    community: (unit: string): string => `${unit}：网格办不了的、要几家一起商量的`,
  },
  specialist: (department: string): string => `${department}在这一片的联系人`,
  away: (name: string, standIn: string): string =>
    standIn === '' ? `${name}（请假中）` : `${name}（请假，${standIn}代班）`,
  hint: '有事不用找电话：在群里说在哪、什么事，小格来登记，派给上面的人，办到哪了都告诉您。',
  foot: '急事先打 110 / 119 / 120。',
} as const;

/** Words of a task card as a picture. */
export const taskWords = {
  place: '地点',
  due: '期限',
  who: '经办',
  photos: '照片',
  story: '经过',
  photoCount: (count: number): string => `${count} 张`,
  supporters: (count: number): string => `${count} 人反映`,
  units: '单位',
  fields: '登记',
  late: '已超期',
  progress: '各单位进度',
  finished: (units: readonly string[]): string => `已完成：${units.join('、')}`,
  hazards: (count: number): string => `发现隐患 ${count} 件，都单独开了单`,
  answersToTask: '回“接”领取；“进度 30 户”报进度；做完回“完成”；有难处回“有困难 说一句”',
  answers: {
    offered: '回“接单”；办不了回“上报”或“退回 原因”',
    handling: '办完回“办结”带照片；到期办不完回“延期 到何时 原因”',
    handled: '到现场看过，回“核实通过”或“核实不通过 原因”',
  } as Readonly<Record<string, string>>,
} as const;
