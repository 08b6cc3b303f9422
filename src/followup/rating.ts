import type { Rating } from '../tickets/ticket.js';

/** An answer to the callback as it was understood. */
export interface RatedAnswer {
  readonly rating: Rating;
  /** What was said besides the mark; '' when nothing was. */
  readonly comment: string;
}

const UNSATISFIED =
  /不满意|不行|不好|没(?:有)?(?:修好|解决|弄好|处理好|办好|好|用|人来|人管|动静)|还是?(?:在)?(?:漏|响|吵|冒|堵|坏|臭|不|没|那样|老样子)|又(?:漏|坏|响|堵|冒|停|吵|来|开始|犯)|(?:照样|依然|依旧|仍然?|继续)|糊弄|敷衍|差评|太差|很差|失望|白(?:修|弄)|越修越|更(?:严重|厉害)了|没变化|骗人|👎|😡|😠/u;
const FAIR = /还行|还可以|一般(?:般)?|凑合|基本满意|马马虎虎|差不多|勉强|将就|过得去|基本(?:好|解决)/u;
const SATISFIED =
  /(?<![不没])满意|好了|修好|解决了|可以了?|不错|挺好|很好|非常好|太好了|谢谢|感谢|多谢|辛苦|点赞|给力|好评|不(?:漏|响|吵|冒|堵|臭)了|靠谱|棒|没问题|👍|💯|🙏|❤|😊|OK|ok|Ok/u;
const CHOICE = /^\s*(?:选|回)?([123])(?![\d分点.])(?:[\s,，。、:：.!！~]|(?=\p{Script=Han})|$)/u;
const MARK = /(?<!\d)(10|\d|[一二两三四五六七八九十])\s*分/u;
const STARS = /^(?:⭐|★|🌟){1,5}/u;

function ratingOfMark(mark: number): Rating {
  if (mark > 5) return mark >= 8 ? 'satisfied' : mark >= 6 ? 'fair' : 'unsatisfied';
  return mark >= 4 ? 'satisfied' : mark === 3 ? 'fair' : 'unsatisfied';
}

function withoutSigns(text: string): string {
  return text.replace(/^[\s,，。、:：.!！~]+/u, '').trim();
}

/**
 * Reads 满意 / 还行 / `3 就关了一晚上` / 不满意，又漏了 / 4分 / 👍. Words of dissatisfaction outweigh thanks (`谢谢，但还是漏`).
 * Undefined when the text is no answer to how it went.
 */
export function readRating(text: string): RatedAnswer | undefined {
  const choice = CHOICE.exec(text);
  if (choice) {
    const rating: Rating = choice[1] === '1' ? 'satisfied' : choice[1] === '2' ? 'fair' : 'unsatisfied';
    return { rating, comment: withoutSigns(text.slice(choice[0].length)) };
  }
  const mark = MARK.exec(text);
  if (mark) {
    const digits = '零一二三四五六七八九十'.indexOf(mark[1] ?? '');
    const value = mark[1] === '两' ? 2 : digits >= 0 ? digits : Number(mark[1]);
    return { rating: ratingOfMark(value), comment: withoutSigns(text.replace(mark[0], '')) };
  }
  const stars = STARS.exec(text);
  if (stars)
    return { rating: ratingOfMark([...stars[0]].length), comment: withoutSigns(text.slice(stars[0].length)) };
  return ratingInWords(text);
}

function ratingInWords(text: string): RatedAnswer | undefined {
  const bare =
    /^(?:非常|很|挺|比较)?(?:不满意|满意|基本满意|还行|一般|好评|差评)[,，。!！\s]*/u.exec(text)?.[0] ?? '';
  const comment = withoutSigns(text.slice(bare.length));
  const saidSatisfied = text.replace(/没(?:有)?问题|不(?:漏|响|吵|冒|堵|臭)了/gu, '');
  if (UNSATISFIED.test(saidSatisfied)) return { rating: 'unsatisfied', comment };
  if (FAIR.test(text)) return { rating: 'fair', comment };
  if (SATISFIED.test(text)) return { rating: 'satisfied', comment };
  return undefined;
}
