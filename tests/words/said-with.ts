import * as answers from '../../src/words/answers.js';
import * as callback from '../../src/words/callback.js';
import * as cards from '../../src/words/cards.js';
import * as emergency from '../../src/words/emergency-advice.js';
import * as progress from '../../src/words/progress.js';
import * as receipts from '../../src/words/receipts.js';
import * as replies from '../../src/words/replies.js';
import * as roster from '../../src/words/roster.js';

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
  [
    roster,
    {
      leaveNoted: [
        [{ days: '明天到周五（11月27日）', standIn: '网格员小周', inHand: 2, isChanged: false }],
        [{ days: '明天', standIn: '', inHand: 1, isChanged: true }],
        [{ days: '明天', standIn: '网格员小周', inHand: 0, isChanged: false }],
      ],
      whoStandsIn: [
        ['明天', false],
        ['明天', true],
      ],
      leaveUntilWhen: [[]],
      standInNoted: [
        ['网格员小周', 2],
        ['网格员小周', 0],
      ],
      nobodyStandsIn: [['社区田书记'], ['']],
      unknownColleague: [['小王']],
      whichColleague: [[['网格员小周', '物业小周']]],
      standInIsAway: [['网格员小周']],
      leaveTold: [
        ['网格员小李', '明天', '网格员小周'],
        ['网格员小李', '明天', ''],
      ],
      standInTold: [['网格员小李', '明天', '网格员小周']],
      standInAsked: [['网格员小李', '明天']],
      standInFree: [['网格员小李']],
      leaveEnded: [[true], [false]],
      leaveEndedTold: [
        ['网格员小李', true],
        ['网格员小李', false],
      ],
      notOnLeave: [[]],
      leaveRefused: [['社区田书记', '明天']],
      refusalDone: [['网格员小李']],
      whoseLeave: [[[]], [['网格员小李', '网格员小周']]],
      takeOverAsked: [['网格员小李', [`${number} 金桂苑6栋 ${item}（处置中，今天 20:00前）`]]],
      takeOverWaits: [['网格员小周', 2]],
      takeOverTold: [['网格员小李', '网格员小周', 2]],
      handOverToWhom: [[2]],
      nothingToHandOver: [[]],
      cannotTakeOver: [['网格员小周', [number]]],
      takenOver: [
        [2, 0],
        [2, 1],
      ],
      handedOver: [['网格员小周', 2]],
      takeOverDeclined: [['网格员小周', 2]],
      declineNoted: [['网格员小李']],
      takeOverGone: [['网格员小李']],
      takeOverLapsed: [['网格员小李', '网格员小周', 2]],
      takeOverRefused: [['社区田书记', '网格员小李', 2]],
      acceptWhich: [['网格员小李', 2]],
      acceptFromWhom: [[['小李', '小赵']]],
      whoseHandOver: [[[]], [['网格员小李', '网格员小赵']]],
      goesOnWith: [[number, '网格员小周']],
      board: [
        [
          '金桂苑6栋',
          [{ duty: '网格员', name: '小陈', standIn: '小赵' }],
          [{ duty: '燃气公司', name: '小温' }],
        ],
        ['金桂苑6栋', [{ duty: '网格员', name: '小陈', standIn: '' }], []],
        ['金桂苑6栋', [{ duty: '楼长', name: '老许' }], Array(9).fill({ duty: '派出所', name: '小卫' })],
      ],
      specialistIs: [
        ['金桂苑6栋', { duty: '燃气公司', name: '小温' }, '12345'],
        ['金桂苑6栋', { duty: '燃气公司', name: '小温', standIn: '小高' }, ''],
      ],
      dutyIs: [['金桂苑6栋', { duty: '楼长', name: '老许' }]],
      nobodyFor: [['金桂苑6栋', '楼长']],
      whichBuilding: [[]],
      boundInstead: [
        ['金桂苑6栋', '金桂苑6栋楼群'],
        ['金桂苑6栋', ''],
      ],
      nowKnown: [['网格员王芳', '专职网格员 金桂第一网格', '123456']],
      knownByName: [['网格员王芳', '专职网格员 金桂第一网格']],
      knownTold: [
        ['网格员王芳', '专职网格员 金桂第一网格', 'code'],
        ['网格员王芳', '专职网格员 金桂第一网格', 'name'],
      ],
      wrongCode: [[3], [0]],
      unknownAgain: [['网格员王芳']],
      nothingToRevoke: [['王芳']],
    },
  ],
];
