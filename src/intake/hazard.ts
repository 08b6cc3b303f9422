import type { Hazard } from '../words/emergency-advice.js';

const POWERED = '(?:灯|插座|插排|插线板|开关|配电箱|电箱|电表|电闸|空开|电线|电路)';

const signs: readonly { readonly hazard: Hazard; readonly form: RegExp; readonly unless: RegExp }[] = [
  {
    hazard: 'water-at-power',
    form: new RegExp(
      `(?:漏|滴|渗|淌|流|淹|溅|泡)(?:水)?[^，。；！？]{0,6}${POWERED}|${POWERED}[^，。；！？]{0,10}(?:漏水|滴水|渗水|进水|淌水|流水|泡水|有水|湿了|湿透|(?:滴|漏|渗|淌|流)(?:下|着|出)?水)`,
      'u',
    ),
    unless: /路灯|红绿灯|水龙头|灯具店|漏电开关/u,
  },
  {
    hazard: 'live-wire',
    form: /(?:电线|线头|电缆)[^，。；！？]{0,8}(?:裸|露|断了|掉|垂|耷拉|搭在)|漏电|冒火花|打火花/u,
    unless: /漏电保护|漏电开关|网线/u,
  },
];

/** The danger that the words show without naming it; undefined when there is none. */
export function hazardIn(text: string): Hazard | undefined {
  return signs.find(({ form, unless }) => form.test(text) && !unless.test(text))?.hazard;
}
