import * as roster from '../../src/words/roster.js';
import type { toResidents } from './said-with.js';

const number = 'WG-20261121-0007';
const item = '下水堵塞';

/** What is said of people, units and groups, each sentence at least once. */
export const ofTheRoster: typeof toResidents = [
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
      awayLine: [
        ['网格员小陈', '到周五（11月27日）', '网格员小赵'],
        ['网格员小陈', '今天', ''],
      ],
      awayNow: [[[]], [['网格员小陈今天，网格员小赵代班']]],
      standInChanged: [['网格员小李']],
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
        [
          '金桂苑6栋',
          [{ duty: '楼长', name: '老许' }],
          Array.from({ length: 9 }, () => ({ duty: '派出所', name: '小卫' })),
        ],
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
      codeNeeded: [['王芳']],
      wrongCode: [[3], [0]],
      unknownAgain: [['网格员王芳']],
      nothingToRevoke: [['王芳']],
    },
  ],
];
