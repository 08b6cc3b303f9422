/** Somebody says who they are: a name of an imported list, '' for none, and the six digits that belong to it. */
export interface ToldClaim {
  readonly name: string;
  readonly code: string;
  /** False for a bare 王芳 482913, which may be about anything. */
  readonly isSaid: boolean;
}

const NAME = '([\\p{Script=Han}·\\s]{0,20}?)';
const CODE = '(\\d{3}[\\s-]?\\d{3})(?!\\d)';
const GAP = '[\\s,，:：。;；]*';
const CALLED = '(?:我的?)?(?:认领码|认领号|编号|代码|号码|码)?(?:是|为)?';
const END = '(?:的)?[\\s。.!！~～]*$';
const CLAIM = '(?:小格[,，\\s]*)?(?:你好|您好)?[,，\\s]*';

/** In the order in which they are tried; `name` and `code` say which group is what. */
const forms: readonly { readonly form: RegExp; readonly name: 1 | 2; readonly code: 1 | 2 }[] = [
  {
    form: new RegExp(
      `^${CLAIM}(?:我(?:是|叫|的名字(?:是|叫))|本人(?:是|叫)?)${GAP}${NAME}${GAP}${CALLED}${GAP}${CODE}${END}`,
      'u',
    ),
    name: 1,
    code: 2,
  },
  {
    form: new RegExp(`^${CLAIM}${CALLED}${GAP}${CODE}${GAP}(?:我(?:是|叫)|本人)${GAP}${NAME}${END}`, 'u'),
    name: 2,
    code: 1,
  },
  {
    form: new RegExp(`^${CLAIM}(?:我[要来])?认领(?!码)${GAP}${NAME}${GAP}${CALLED}${GAP}${CODE}${END}`, 'u'),
    name: 1,
    code: 2,
  },
  {
    form: new RegExp(`^${CLAIM}(?:我的?)?认领[码号](?:是|为)?${GAP}${CODE}${GAP}${NAME}${END}`, 'u'),
    name: 2,
    code: 1,
  },
];
const bare: typeof forms = [
  { form: new RegExp(`^${NAME}${GAP}${CALLED}${GAP}${CODE}${END}`, 'u'), name: 1, code: 2 },
  { form: new RegExp(`^${CODE}${GAP}${NAME}${END}`, 'u'), name: 2, code: 1 },
];

const SPOKEN = '零一二三四五六七八九';

/** 四八二九一三, as a voice is written down, in digits. */
function digits(said: string): string {
  return said.replace(
    /(?<![零〇一二三四五六七八九幺])[零〇一二三四五六七八九幺]{6}(?![零〇一二三四五六七八九幺])/u,
    run => Array.from(run.replaceAll('〇', '零').replaceAll('幺', '一'), one => SPOKEN.indexOf(one)).join(''),
  );
}

/** 我是 网格员 王芳 482913, 认领码482913 我叫王芳, 王芳 482913; undefined for what is no such word. */
export function readClaim(said: string): ToldClaim | undefined {
  const plain = digits(said);
  const isSaid = forms.some(({ form }) => form.test(plain));
  for (const { form, name, code } of isSaid ? forms : bare) {
    const told = form.exec(plain);
    if (!told) continue;
    return {
      name: (told[name] ?? '').replace(/\s/gu, ''),
      code: (told[code] ?? '').replace(/[\s-]/gu, ''),
      isSaid,
    };
  }
  return undefined;
}
