/** What was found on the way, told apart by what has become of it. */
export interface Findings {
  /** Handled on the spot by whoever found it (自办自结); '' when nothing was. */
  readonly handled: string;
  /** Not handled; may be a matter, or only what was seen. '' when everything is in order. */
  readonly open: string;
  /** Somebody else was told of it already: the property company, a repairman. */
  readonly isPassedOn: boolean;
  /** The words complain of something: 坏, 堵, 缺. */
  readonly hasSign: boolean;
  /** Somebody plainly asks for something. */
  readonly isRequest: boolean;
}

const IN_ORDER =
  /(?<!不|不太|没|不够|欠|未)(?:正常|完好|畅通|良好|安全(?!出口|通道|隐患|门)|干净|整洁|平安|到位|齐全|有序|稳定|(?:都|很|挺|蛮|还|一切都?|全)好(?!像|几)|没事|放心|ok)|敲门没人?(?:应|开|答应)?|(?:人|都|家人)?不在家|(?:家里?|屋里?)?没人(?:在家|开门|应)?$|锁着门|没遇[上到]人?|(?:没有?|无|未)(?:发现|看到|见|什么|啥|任何|新的?|明显)*(?:问题|异常|情况|隐患|事|毛病|违规)|(?:没有?|无|不|暂无|没什么|没啥)(?:什么|啥|其他|别的|特别)*(?:需要|需求|诉求|要求|困难|反映|意见|想法)/iu;
const BUT = /但|不过|就是|只是|除了|可是|联系不上|失联|几天|好久没/u;

const DO =
  '(?:清|搬|挪|拆|移|收|关|修|换|扫|拔|扶|劝|处理|处置|整改|解决|清理|制止|劝阻|扑灭|消除|更换|驶|开|撤|擦|补|盖)';
const HANDLED = new RegExp(
  '自办自结|自行处理了|(?:当场|现场|当即|顺手|立即|立刻)(?:就|已经?|让|把|叫|请|给)*[^,，。;；]{0,8}' +
    `(?:${DO}|办)|(?:已经?|都|全|刚)(?:让|叫|请|劝|督促|提醒|要求)?[^,，。;；]{0,8}?${DO}(?:走|掉|了|好|完|理|除|开|离|正)|` +
    `(?:让|叫|请|劝)[^,，。;；]{1,8}?${DO}(?:走|掉|开|离|好)了?$|${DO}(?:好了|完了|掉了|走了|开了|离了|正了|过了)$|已(?:处理|解决|整改|清理|处置|关闭|劝离|扑灭|制止)`,
  'u',
);
const NOT_HANDLED = new RegExp(
  `(?:没|未|无法|难以|等着?|待|需要?|得|要|请求|希望|建议|尽快|怎么|无人|不肯|不让|不愿)[^,，。;；]{0,5}?${DO}|${DO}不(?:了|掉|好|走|动)`,
  'u',
);
const PASSED_ON =
  /(?:报(?!警)|联系|通知|告知|反映|反馈|转|让|请|叫)(?:了|给|告|修)*[^,，。;；]{0,3}(?:物业|保洁|维修|社区|城管|师傅|电工|消防|供水|供电|燃气|市政|业委会|报修)|已报修|报修了/u;
const SIGN =
  /坏|漏|堵|渗|缺|松动|松了|破|裂|断|不亮|没亮|没水|没电|没气|没暖|没压|不热|倒了|掉了|塌|脱落|翘|锈|乱|脏|臭|占|飞线|隐患|异响|噪|冒|积水|失灵|故障|打不开|关不上|过期|欠压|老化|违规|违建|堆(?:了|满|放|着)|丢|盗|吵|打架|摔|陌生人|可疑|不便|不方便|困难|没人(?:照|管|陪|送|清|修)|办不了|怎么办|不见了|被(?:撬|砸|偷|盗|占|堵|挡)|停(?:满|在)/u;
const REQUEST =
  /想(?:要|让|请|申请|办|装|修|找|问|换|领|加|报)|希望|要求|请求|请(?:帮|给|社区|网格|人|街道)|帮(?:忙|他|她|着|我|老人)|求助|申请|反映|投诉|麻烦|能不能|可不可以|能否|需要(?!注意)/u;

/** Reads what somebody found, clause by clause; what is in order is left out. */
export function findingsIn(text: string): Findings {
  const handled: string[] = [];
  const open: string[] = [];
  let isPassedOn = false;
  for (const sentence of text.split(/[。;；！!\n]/u)) {
    const waiting: string[] = [];
    for (const clause of clausesOf(sentence)) {
      if (isHandled(clause)) {
        const earlier = namesItself(clause) ? [] : earlierThan(waiting, open);
        handled.push([...earlier, clause].join('，'));
      } else if (PASSED_ON.test(clause)) {
        isPassedOn = true;
        if (SIGN.test(clause)) waiting.push(clause);
      } else if (!isInOrder(clause)) waiting.push(clause);
    }
    open.push(...waiting);
  }
  const left = open.join('，');
  return {
    handled: handled.join('；'),
    open: left,
    isPassedOn: isPassedOn && left !== '',
    hasSign: SIGN.test(left),
    isRequest: REQUEST.test(left),
  };
}

/** Parts between commas; a bare place goes with what follows it. */
function clausesOf(sentence: string): readonly string[] {
  const clauses: string[] = [];
  let place = '';
  for (const part of sentence.split(/[,，]|、(?!\s*\d+\s*[栋幢座号#])|\s+/u)) {
    const clause = part.trim();
    if (clause === '') continue;
    if (
      /^(?:[\p{Script=Han}]{0,6}[\dA-Za-z一二三四五六七八九十、,，-]+(?:号楼|栋|幢|座|#|单元|室|层|楼)?)+$/u.test(
        clause,
      )
    )
      place += clause;
    else {
      clauses.push(`${place}${clause}`);
      place = '';
    }
  }
  return clauses;
}

/** 已让清走 speaks of what was said before it, 7栋纸箱已让清走 of itself. */
function namesItself(clause: string): boolean {
  return clause.replace(HANDLED, '').replace(/自办自结|当场(?:处理|解决|清|办|处置)/u, '').length > 3;
}

function earlierThan(waiting: string[], open: string[]): readonly string[] {
  return waiting.length > 0 ? waiting.splice(0) : open.splice(-1);
}

function isHandled(clause: string): boolean {
  if (/自办自结|当场(?:处理|解决|清|办|处置)/u.test(clause)) return true;
  return HANDLED.test(clause) && !NOT_HANDLED.test(clause);
}

function isInOrder(clause: string): boolean {
  return IN_ORDER.test(clause) && !BUT.test(clause) && !SIGN.test(clause.replace(IN_ORDER, ''));
}
