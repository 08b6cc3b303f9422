import type { Rating } from '../tickets/ticket.js';

/** An answer to the callback as it was understood. */
export interface RatedAnswer {
  readonly rating: Rating;
  /** What was said besides the mark; '' when nothing was. */
  readonly comment: string;
}

/** Polite or hopeful words that only look like dissatisfaction, and praise that is worded with a 不. */
const NO_COMPLAINT =
  /不好意思|没(?:有)?(?:什么)?(?:问题|意见|毛病)|(?:不|没|没有)再?(?:漏|响|吵|冒|堵|臭)(?:了|过)|不(?:漏|响|吵|冒|堵|臭)啦|还不错|还不赖|不错|没得说|没的说|没话说|继续(?:加油|努力|保持)|又快又好|又来(?:看|修|检查)|没想到|(?:没有|没啥|没什么)不满意|无可挑剔/gu;
const UNSATISFIED =
  /不(?:太|是很|是特别|怎么|够|大|是太|算|很)?满意|没(?:有)?(?:很|多)?满意|谈不上满意|不行|不(?:太)?好|不可以|不靠谱|不给力|不咋[样地的]|不怎么样|不合格|不认可|没(?:有)?(?:修好|解决|弄好|弄完|处理好|办好|修|好|用|人来|人管|人理|动静|完|效果|结果)|未解决|没解决|还是?(?:在)?(?:漏|响|吵|冒|堵|坏|臭|黑|不|没|那样|老样子|一样)|(?:仍|依旧|依然|照样|照旧)|又(?:漏|坏|响|堵|冒|停|吵|来|开始|犯|不|没)|继续|糊弄|敷衍|应付|差评|太差|很差|差劲|失望|白(?:修|弄|跑)|越修越|更(?:严重|厉害)了|没变化|没变|老样子|骗人|投诉|垃圾(?!桶|箱|站|房|车|袋|清|都|已|收|运|没了|堆)|没见(?:人|着)|👎|😡|😠|💔|🤬/u;
const FAIR =
  /还行|还可以|还成|还好|一般(?:般)?|凑合|凑活|基本满意|比较满意|马马虎虎|差不多|勉强|将就|过得去|基本(?:好|解决|可以)|中规中矩|及格/u;
const SATISFIED =
  /满意|好了|好啦|修好|解决了|可以|不错|不赖|挺好|很好|真好|非常好|太好|蛮好|好的很|谢谢|感谢|多谢|谢了|辛苦|点赞|赞|给力|好评|靠谱|棒|没(?:什么|有)?问题|没毛病|没意见|没的说|没得说|没话说|行了|搞定|亮了|通了|及时|速度快|又快又好|👍|👌|💯|🙏|❤|😊|🌹|💐|\bok\b|(?:不|没|没有)再?(?:漏|响|吵|冒|堵|臭)(?:了|过|啦)/iu;

/** A number at the start chooses, unless it counts or names something: 2号楼, 3天了, 1单元. */
const CHOICE =
  /^\s*(?:我?(?:选|回)\s*)?([123])(?![\d分点.])(?:️?⃣)?(?:[\s,，。、:：.!！~）)]+|(?=\p{Script=Han})(?!号|栋|幢|座|单元|楼|层|个|天|次|点|月|日|年|户|人|小时|块|元|米|位|条|家|室|辆|只|遍|周|星期|晚|回|盏|处|根|台|扇|袋|堆)|$)/u;
const MARK = /(?<![\d.])(10|\d|[一二两三四五六七八九十])(?:\.\d)?\s*分(?!钟|钱|之|开|管|类|局|析)/u;
const STARS = /^(?:⭐️?|★|🌟){1,5}/u;
const STARS_IN_WORDS = /(?:给|打)?(?:个)?([1-5一二两三四五])(?:颗)?星(?!期)/u;
/** Somebody who asks has not answered. */
const QUESTION = /(?:吗|么|没|没有|嘛)\s*[?？]*\s*$|[?？]\s*$|^(?:什么时候|啥时候|几时|多久|怎么)/u;

const numerals = '零一二三四五六七八九十';

function numberOf(word: string): number {
  if (word === '两') return 2;
  const numeral = numerals.indexOf(word);
  return numeral >= 0 ? numeral : Number(word);
}

/** Out of five, or out of ten when more than five are given. */
function ratingOfMark(mark: number): Rating {
  const [good, fair] = mark > 5 ? [8, 6] : [4, 3];
  if (mark >= good) return 'satisfied';
  return mark >= fair ? 'fair' : 'unsatisfied';
}

const ratingOfChoice: Readonly<Record<string, Rating>> = { 1: 'satisfied', 2: 'fair', 3: 'unsatisfied' };

function withoutSigns(text: string): string {
  return text.replace(/^[\s,，。、:：.!！~～]+/u, '').trim();
}

/**
 * Reads 满意 / 还行 / `3 就关了一晚上` / 不满意，又漏了 / 4分 / 👍. Words of dissatisfaction outweigh thanks (`谢谢，但还是漏`).
 * Undefined when the text is no answer to how it went.
 */
export function readRating(text: string): RatedAnswer | undefined {
  const choice = CHOICE.exec(text);
  const chosen = ratingOfChoice[choice?.[1] ?? ''];
  if (choice && chosen) return { rating: chosen, comment: withoutSigns(text.slice(choice[0].length)) };
  const mark = MARK.exec(text);
  if (mark) return { rating: ratingOfMark(numberOf(mark[1] ?? '')), comment: withoutMark(text, mark[0]) };
  const stars = STARS.exec(text)?.[0];
  if (stars !== undefined) {
    const count = stars.match(/⭐|★|🌟/gu)?.length ?? 0;
    return { rating: ratingOfMark(count), comment: withoutSigns(text.slice(stars.length)) };
  }
  const inWords = STARS_IN_WORDS.exec(text);
  if (inWords)
    return { rating: ratingOfMark(numberOf(inWords[1] ?? '')), comment: withoutMark(text, inWords[0]) };
  return ratingInWords(text);
}

function withoutMark(text: string, mark: string): string {
  return withoutSigns(text.replace(mark, ''));
}

function ratingInWords(text: string): RatedAnswer | undefined {
  const bare =
    /^(?:非常|很|挺|比较|十分)?(?:不满意|满意|基本满意|还行|一般|好评|差评)[,，。!！~～\s]*/u.exec(
      text,
    )?.[0] ?? '';
  const comment = withoutSigns(text.slice(bare.length));
  if (UNSATISFIED.test(text.replace(NO_COMPLAINT, ''))) return { rating: 'unsatisfied', comment };
  if (QUESTION.test(text)) return undefined;
  if (FAIR.test(text)) return { rating: 'fair', comment };
  if (SATISFIED.test(text)) return { rating: 'satisfied', comment };
  return undefined;
}
