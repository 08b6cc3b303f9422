/** Words in a supporter's message that somebody has to look after at once. */
export function needsCare(text: string): boolean {
  return /透析|孕|临产|坐月子|婴儿(?!车)|轮椅|腿脚|瘫|卧床|行动不便|残疾|病|药|吸氧|手术|独居|高龄|[89]\d岁|[八九]十多?岁|急[救诊病]/u.test(
    text,
  );
}
