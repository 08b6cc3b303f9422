import * as answers from '../../src/words/answers.js';
import * as callback from '../../src/words/callback.js';
import * as cards from '../../src/words/cards.js';
import * as emergency from '../../src/words/emergency-advice.js';
import * as progress from '../../src/words/progress.js';
import * as receipts from '../../src/words/receipts.js';
import * as replies from '../../src/words/replies.js';

const number = 'WG-20261121-0007';
const item = '下水堵塞';
const card: cards.Card = {
  number,
  item,
  place: '金桂苑6栋2单元',
  text: '下水道堵了，污水漫到一楼',
  due: '今天 20:00 前',
  photos: 2,
  supporters: 3,
};
const bareCard: cards.Card = { ...card, photos: 0, supporters: 1 };
const named: receipts.NamedTicket = { number, category: '社区服务', item, pace: '当天办', who: '网格员小陈' };
const nobody: receipts.NamedTicket = { ...named, who: '' };
const line = { number, item, state: '处置中', who: '网格员小陈', due: '今天 20:00 前', note: '配件到了' };

/** Arguments with which each sentence is said, at least once; a new sentence needs its line here. */
export const toResidents: readonly (readonly [
  object,
  Readonly<Record<string, readonly (readonly unknown[])[]>>,
])[] = [
  [
    answers,
    {
      whoIsResponsible: [
        ['金桂苑6栋', '网格员小陈', '楼长老许'],
        ['金桂苑6栋', '网格员小陈', ''],
      ],
      howToReport: [[]],
      whoSeesWhat: [[]],
      iAmABot: [[]],
      howToRate: [[]],
      howPointsCome: [[]],
      openingHours: [[]],
      whatSupportMeans: [[]],
      askTheWindow: [[]],
      otherDoor: [
        ['这件归供电公司管。', '供电公司', '95598'],
        ['请打 95598。', '供电公司', '95598'],
        ['请找物业。', '物业', ''],
      ],
    },
  ],
  [
    callback,
    {
      callback: [
        [number, item, '疏通了管道'],
        [number, item, ''],
      ],
      callbackAgain: [[number, item]],
      thanks: [
        [number, true],
        [number, false],
      ],
      thanksSoFar: [[number]],
      againForYou: [
        [number, true],
        [number, false],
      ],
      whatIsWrong: [[]],
      reopened: [[number]],
      tooLateToReopen: [[7]],
    },
  ],
  [
    emergency,
    {
      emergencyAdvice: [
        'gas',
        'fire',
        'lift',
        'electric',
        'drowning',
        'violence',
        'self-harm',
        'missing',
        'medical',
        'collapse',
        'chemical',
        'other',
      ].map(danger => [danger]),
      hazardAdvice: [['water-at-power'], ['live-wire']],
      askEmergencyPlace: [[]],
      calmInEmergency: [[]],
    },
  ],
  [
    receipts,
    {
      receipt: [
        [named, true],
        [named, false],
        [nobody, true],
      ],
      receiptAsking: [
        [named, 'place', true],
        [named, 'place', false],
        [named, 'matter', true],
        [named, { danger: '里面有人吗？' }, true],
        [named, 'place', true, '请问堵的是几单元的下水道？'],
      ],
      receiptAskingMatter: [[number], [number, '请问是什么声音，从哪儿来的？']],
      receiptOfSeveral: [[[named, nobody]], [[named, named, named]]],
      noted: [
        [named, true],
        [nobody, false],
      ],
      receiptForTriage: [[number]],
      emergencyNoted: [[named]],
      joined: [
        [number, 3, true],
        [number, 3, false],
      ],
      supportNoted: [[number, item, 3]],
      detailNoted: [
        [number, true],
        [number, false],
      ],
    },
  ],
];

export const toAnybody: typeof toResidents = [
  [
    progress,
    {
      accepted: [[number, '网格员小陈']],
      onTheWay: [[number, '网格员小陈']],
      escalated: [[number, '社区']],
      transferred: [[number, '物业公司', '明天 12:00 前']],
      extended: [[number, '明天 12:00', '等配件']],
      suspended: [[number, '11月30日', '等备件']],
      sortedOut: [[number, '社区服务', item, '网格员小陈']],
      recategorised: [[number, '社区服务', item]],
      declined: [[number, '私人纠纷']],
      merged: [[number, 'WG-20261121-0003']],
      standing: [[line], [{ ...line, who: '', due: '', note: '' }]],
      standings: [[['一件', '两件']]],
      nothingOpen: [[]],
      news: [['今晚 20:00 前恢复供水', number]],
      settledInGroup: [['金桂苑6栋', item, number]],
      urged: [[number, item, '小棠']],
      urgeNoted: [
        [number, '网格员小陈'],
        [number, ''],
      ],
      detailForHandler: [
        [number, '三楼也漏', 1],
        [number, '', 1],
        [number, '三楼也漏', 0],
      ],
      hazardForHandler: [
        [number, item, '有火花', 1],
        [number, item, '有火花', 0],
      ],
      wordFromHandler: [[number, '网格员小陈', '在路上了']],
      supporterInNeed: [[number, '老人下不来']],
      hastened: [[number, item, '紧急', '有老人']],
      deadlineNear: [[number, item, '今天 20:00']],
      overdue: [[number, item, '办理']],
      noNeedToGo: [[number, item]],
      thanksPassedOn: [[number, '师傅很好']],
      demanded: [[number, item, '盯紧']],
      extensionGranted: [[number, '明天 12:00']],
      extensionRefused: [[number]],
      resumed: [[number, item, '明天 12:00 前']],
    },
  ],
  [
    replies,
    {
      calledByName: [[]],
      photoNeedsWords: [[]],
      notUnderstood: [[]],
      which: [[['一件', '两件']]],
      unknownNumber: [['0007']],
      nothingToDo: [['接单']],
      notNow: [[number, '处置中']],
      notYours: [[number]],
      notYourOwnWork: [[number]],
      reasonNeeded: [['退回']],
      momentNeeded: [['延期']],
      targetNeeded: [['转派', ['城管中队', '物业公司']]],
      categoryNeeded: [[['01 公安政法', '02 信访']]],
      nothingAbove: [[number]],
      done: [[number, '已上报']],
      withdrawn: [[number]],
      confirmWithdrawal: [[number, item]],
      recalledAfterFiling: [[number]],
      openedSeparately: [[]],
      photoUnusable: [['too-large'], ['unreadable'], ['too-many-pixels']],
      cutShort: [[2_000]],
      sentencePlease: [[]],
      bound: [['金桂苑6栋']],
      unknownCode: [[]],
      helpForStaff: [[]],
      helpForResidents: [[]],
      todo: [[[]], [['一件', '两件']]],
      twoNumbersNeeded: [[]],
    },
  ],
  [
    cards,
    {
      taskCard: [[card], [bareCard]],
      passedOnCard: [
        [card, '上报', '缺人手', ['小陈接单', '小陈上报']],
        [bareCard, '转派', '', []],
      ],
      returnedCard: [[card, '缺照片']],
      completeCard: [[card, '缺照片']],
      redoCard: [[card, 2, '居民说：“又堵了”。']],
      verificationFailedCard: [[card, '还在漏']],
      emergencyCard: [[card]],
      privateCard: [[number, '6-2-301', '小棠']],
      teamCard: [[card, '小陈']],
      verifyCard: [
        [card, '明天 12:00', '疏通了', 2],
        [card, '明天 12:00', '', 0],
      ],
      triageCard: [
        [card, '社区服务·下水堵塞', '把握不大'],
        [card, '社区服务·下水堵塞', '把握不大', ['地漏口有积水', '墙面发黑。']],
      ],
      photoSeen: [
        [number, '地漏口有积水', 'yes'],
        [number, '一只猫', 'no'],
      ],
      summaryNote: [
        [number, '一楼地漏返水三天，网格员已到场，物业称管道归市政', '请市政疏通主管道'],
        [number, '一楼地漏返水三天。', ''],
      ],
      extensionCard: [[number, '小陈', '明天 12:00', '等配件']],
      supervisionCard: [[card, '拖太久']],
    },
  ],
];
