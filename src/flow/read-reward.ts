import type { RedemptionState } from '../insight/reward-desk.js';

/** What somebody says about changing points into things. */
export type RewardWord =
  | { readonly kind: 'list' }
  | { readonly kind: 'waiting' }
  /** `isPlain`: 换 alone, which stands in many a sentence; it is a wish only when it names a reward. */
  | { readonly kind: 'ask'; readonly wish: string; readonly isPlain: boolean }
  | {
      readonly kind: 'decide';
      readonly state: Exclude<RedemptionState, 'asked'>;
      /** As it was said; absent when the only one is meant. */
      readonly number?: string;
      /** '' for none. */
      readonly reason: string;
      /** 确认, 不同意, 取消: for saying the word again with a number. */
      readonly verb: string;
    };

const CHANGE = '(?:兑换|对换)';
const WANT = '(?:我|帮我)?(?:要|想要?|来)?(?:用?积分)?';
const GAP = '[\\s,，:：]*';
const END = '[?!。~]*$';
const VERB = '确认|同意|批准|不同意|不批准?|不予|驳回|拒绝|取消|撤回|撤销';
const GIVEN = '已?发放|发了|已给|给了';

const LIST = new RegExp(
  `^(?:我要|我想|看看?|怎么)?(?:用?积分)?(?:都)?(?:${CHANGE}|兑奖|换东西|[能可]以?${CHANGE}?换?(?:些)?(?:什么|啥))(?:些)?(?:什么|啥|列表|清单|东西|礼品|奖品)?(?:啊|呢|吗)?${END}`,
  'u',
);
const ASK = new RegExp(`^${WANT}${CHANGE}${GAP}(?:第)?([^\\s?!。]{1,20}?)(?:号|个)?${END}`, 'u');
const PLAIN = new RegExp(
  `^${WANT}换${GAP}(?:个|第|一?[卷瓶把份盒袋])?([^\\s?!。]{1,12}?)(?:号|个)?${END}`,
  'u',
);
const DECIDE = new RegExp(`^(${VERB}|${GIVEN})(?:${CHANGE}|发放)${GAP}((?:DH)?\\d{1,6})?${GAP}(.*)$`, 'iu');
const NUMBER_FIRST = new RegExp(
  `^(DH\\d{1,6})${GAP}(${VERB}|${GIVEN}|不换)(?:${CHANGE}|发放)?了?${GAP}(.*)$`,
  'iu',
);
const NUMBER_LAST = new RegExp(`^(${VERB}|${GIVEN}|不换)${GAP}(DH\\d{1,6})${GAP}(.*)$`, 'iu');
const WAITING = new RegExp(
  `^(?:看看?|查看?)?(?:(?:待|等)(?:我)?(?:确认|审核|发放|批)?的?${CHANGE}(?:单|申请)?|确认的?${CHANGE}单|${CHANGE}(?:单|待办|审核|申请|待确认)(?:有哪些)?|有(?:没有)?人(?:要|想|申请)?${CHANGE}(?:吗|么|没有?)?)${END}`,
  'u',
);

/** Reads it strictly; undefined for what only speaks of it. */
export function readReward(said: string): RewardWord | undefined {
  const decided = decisionIn(said);
  if (decided) return decided;
  const close = said.replace(/\s+/gu, '');
  if (WAITING.test(close)) return { kind: 'waiting' };
  if (LIST.test(close)) return { kind: 'list' };
  const wish = ASK.exec(said)?.[1];
  if (wish !== undefined) return { kind: 'ask', wish, isPlain: false };
  const plain = PLAIN.exec(said)?.[1];
  return plain === undefined ? undefined : { kind: 'ask', wish: plain, isPlain: true };
}

function decisionIn(said: string): RewardWord | undefined {
  const [, verb = '', number, reason = ''] = DECIDE.exec(said) ?? NUMBER_LAST.exec(said) ?? [];
  if (verb !== '') return decision(verb, number, reason);
  const [, first, after = '', rest = ''] = NUMBER_FIRST.exec(said) ?? [];
  return after === '' ? undefined : decision(after, first, rest);
}

function decision(verb: string, number: string | undefined, reason: string): RewardWord {
  return {
    kind: 'decide',
    state: stateMeant(verb),
    ...(number === undefined ? {} : { number }),
    reason: reason.trim(),
    verb: /^(?:已|发|给)/u.test(verb) ? '确认' : verb,
  };
}

function stateMeant(verb: string): Exclude<RedemptionState, 'asked'> {
  if (/^(?:确认|同意|批准|已|发|给)/u.test(verb)) return 'given';
  return /^(?:取消|撤|不换)/u.test(verb) ? 'taken-back' : 'refused';
}
