/** Kinds of danger the bot has words for. */
export type Danger =
  | 'gas'
  | 'fire'
  | 'lift'
  | 'electric'
  | 'drowning'
  | 'violence'
  | 'self-harm'
  | 'missing'
  | 'medical'
  | 'collapse'
  | 'chemical'
  | 'other';

const advice: Readonly<Record<Danger, string>> = {
  gas: '‼️请马上：①别碰任何电器开关，别按门铃，别点火，别坐电梯；②能顺手开窗就开，走楼梯到楼外上风处；③到了室外再打 119 和燃气抢修电话。出门时敲敲门，叫上邻居。',
  fire: '‼️请马上打 119，说清楼栋和楼层。火小、有退路才扑救；烟大就弯腰捂住口鼻走楼梯，随手关门，别坐电梯。出不去就关紧门、湿毛巾塞门缝，到窗口呼救。',
  lift: '‼️别扒门、别硬撬。里面的人按警铃和应急电话，靠边站稳等人来；有人不舒服马上打 119、120。外面的邻居陪着说说话，看住门口别让人靠。',
  electric: '‼️大家都别靠近，也别用手去拉人。能拉总闸的先拉闸，有人触电马上打 120 和 119，别踩积水。',
  drowning: '‼️请马上打 119 和 120。别手拉手下水，找救生圈、长杆、绳子抛过去，岸上留人盯住位置。',
  violence:
    '‼️请马上打 110，先保证自己安全，离远、关门、别上前拉。不方便说话可以发短信到 12110，写清地址。有人受伤打 120。',
  'self-harm': '‼️请马上打 110 和 119。别喊、别围观、别拍。熟悉的人轻声陪着说话，别突然靠近，等专业的人来。',
  missing:
    '‼️请马上打 110 报警，走失不用等 24 小时。说清在哪走丢、穿什么衣服；近照私聊发我，我转给正在找的人。',
  medical:
    '‼️请马上打 120，说清地址和人现在的样子，按接线员说的做。人没反应也没呼吸就做胸外按压；别乱喂水喂药，派个人到路口接车。',
  collapse: '‼️请马上打 119，有人受伤再打 120。所有人退到远处，别再靠近，也别自己挖，防止再塌。',
  chemical: '‼️请马上往上风方向撤，捂住口鼻，别碰、别围观，到了安全地方打 119；有人不舒服打 120。',
  other:
    '‼️先顾人身安全：离开危险的地方，马上打 110（报警）、119（火警和救援）或 120（急救），说清在哪、怎么了。',
};

/** What to do at once and whom to call; said before anything else. */
export function emergencyAdvice(danger: Danger): string {
  return advice[danger];
}

/** After the advice, when it is not known where. */
export function askEmergencyPlace(): string {
  return '在哪栋、几层？回一句，我马上告诉赶来的人。';
}

/** What people report without seeing the danger in it. */
export type Hazard = 'water-at-power' | 'live-wire';

const safety: Readonly<Record<Hazard, string>> = {
  'water-at-power':
    '水碰到电会触电：别碰灯和开关，站在干的地方把空气开关拉掉；配电箱也湿了就别碰，人先离开那间屋。',
  'live-wire': '电线那里别碰、别靠近，看好孩子；能安全拉到总闸就先拉闸，有人触电别用手拉，马上打 120。',
};

/** What to do until somebody comes, when what was said is more dangerous than it sounds. */
export function hazardAdvice(hazard: Hazard): string {
  return safety[hazard];
}

/** Somebody who cannot get away has spoken up in an emergency that is under way. */
export function calmInEmergency(): string {
  return '别慌。房号请私聊发我，我马上转给到场的人；打 119、120 时也说一句有人行动不便。';
}
