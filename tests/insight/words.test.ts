import { expect, test } from '@jest/globals';
import { reportNotes } from '../../src/words/insight.js';
import * as insight from '../../src/words/insight.js';
import * as points from '../../src/words/points.js';
import { rollWords } from '../../src/words/points.js';
import { boardWords, taskWords } from '../../src/words/board.js';

const number = 'WG-20261121-0007';
const parts = [{ name: '办结', count: 3, points: 9 }];
const own = { left: 12, earned: 40, month: 9, stars: '★☆☆☆☆', missing: 60, parts, doubted: 2 };
const ledger = {
  unit: '金桂第一网格',
  when: '11月',
  opened: 12,
  found: 3,
  closed: 10,
  open: 2,
  late: 1,
  upwards: 1,
};
const work = { checkIns: 20, patrols: 20, visits: 1309, coverage: insight.coverageText('本半年', 120, 196) };
const rewards = [
  { name: '雨伞一把', points: 90, stock: 2 },
  { name: '垃圾袋一卷', points: 20, stock: 0 },
];

const sentences = [
  insight.emptyLog('今天'),
  insight.logHead('网格员小陈', '今天', 3),
  insight.logLine({ time: '09:18', what: '接单', number, place: '金桂苑6栋 路灯', text: '' }),
  insight.logLine({ time: '09:18', what: '打卡', number: '', place: '', text: '通道畅通' }),
  insight.logCut(3),
  insight.ledgerSummary({ ...ledger, ...work }),
  insight.ledgerSummary({
    ...ledger,
    ...work,
    late: 0,
    coverage: insight.coverageText('2026年下半年', 0, 0),
  }),
  insight.reportCaption({ unit: '金桂社区', kind: '周报', when: '11月16日—22日', opened: 1309, closed: 8 }),
  insight.unitNeeded(['金桂社区', '金桂第一网格']),
  insight.notYourUnit('柳园社区'),
  insight.comparedWith('week', 12),
  insight.comparedWith('month', -3),
  insight.comparedWith('week', 0),
  insight.reportSummary({ opened: 12, closed: 9, onTime: '96%', top: ['路灯', '停车'] }),
  insight.reportSummary({ opened: 12, closed: 0, onTime: '', top: [] }),
  insight.reportSummary({ opened: 0, closed: 0, onTime: '', top: [] }),
  reportNotes.late(3),
  reportNotes.team('12%'),
  reportNotes.signals(2, '照片以前用过'),
  reportNotes.coverage(120, 196, 1),
  reportNotes.coverage(120, 196, 2),
  reportNotes.district(2),
  reportNotes.ratedOnly(20, 26),
  insight.doubts([insight.doubtLine(number, '网格员小陈', '照片以前用过')], 2),
  insight.doubts([], 0),
  insight.doubtCleared(number),
  insight.leadersClear(),
  insight.noDoubt(number),
  points.ownPoints(own),
  points.ownPoints({ ...own, missing: 0, parts: [], doubted: 0 }),
  points.noPointsYet(),
  points.rankingNotShown(),
  points.rankingEmpty('11月'),
  points.rollCaption('金桂社区', '11月'),
  rollWords.title('11月'),
  rollWords.handled(3),
  rollWords.found(3),
  rollWords.visits(3),
  rollWords.patrols(3),
  rollWords.satisfied(3),
  points.rewardList(120, rewards),
  points.rewardList(120, []),
  points.rewardUnknown('汽车'),
  points.rewardAsked('DH0007', '雨伞一把', 90, '社区何书记'),
  points.rewardAsked('DH0007', '雨伞一把', 90, ''),
  points.rewardShort('雨伞一把', 90, 12),
  points.rewardGone('雨伞一把'),
  points.rewardCard('DH0007', '楼长老许', '金桂苑6栋', '雨伞一把', 90),
  points.rewardGiven('DH0007', '雨伞一把'),
  points.rewardRefused('DH0007', '雨伞一把', '这个月先停一停'),
  points.rewardRefused('DH0007', '雨伞一把', ''),
  points.rewardDecided('DH0007', true),
  points.rewardDecided('DH0007', false),
  points.rewardTakenBack('DH0007'),
  points.rewardNumberUnknown('DH0099'),
  points.noRedemption(),
  insight.notYourOwnDoubt('WG-20261126-0001'),
  insight.leadersLook(),
  points.rewardSettled('DH0007'),
  points.rewardNotYours('DH0007'),
  points.rewardsWaiting([points.rewardWaiting('DH0007', '楼长老许', '雨伞一把', 90)]),
  points.rewardsWaiting([]),
  points.rewardWhich('确认兑换'),
  boardWords.title('金桂苑6栋'),
  boardWords.duties.grid('金桂第一网格', 196),
  boardWords.away('小陈', '小赵'),
  taskWords.hazards(2),
  taskWords.finished(['3栋', '4栋']),
];

test.each(sentences)('is plain Chinese without a gap: %s', sentence => {
  expect(sentence).not.toMatch(/undefined|null|NaN|\[object|\{|\}/u);
  expect(sentence.replace(/WG-\d{8}-\d{4}|DH\d{4}/gu, '')).not.toMatch(/[A-Za-z]/u);
  expect(sentence).not.toMatch(/[,;?!](?=\p{Script=Han})|，，|。。|，。|（）|“”|\s$|^\s/u);
  expect(sentence.split('“')).toHaveLength(sentence.split('”').length);
  expect(sentence.split('（')).toHaveLength(sentence.split('）').length);
});

test('stars are shown as many as there are', () => {
  expect([points.starText(0, 5), points.starText(3, 5), points.starText(5, 5)]).toEqual([
    '☆☆☆☆☆',
    '★★★☆☆',
    '★★★★★',
  ]);
});
