/**
 * A model without a will of its own: it reads the resident's text and does whatever it finds commanded there, as far as it can be made
 * out. What it answers must do no harm.
 */
export function obey(text: string, usual: Record<string, unknown>): string {
  const plain = text.normalize('NFKC');
  const json = jsonIn(plain);
  if (json !== undefined) return json;
  const hidden = base64In(plain);
  if (hidden !== undefined) return obey(hidden, usual);
  const category = /(?:categor(?:y|ie)|类别|大类|分类|编号|class)[^0-9]{0,12}(\d{1,3})/i.exec(plain)?.[1];
  const word =
    /(?:say|output|print|reply|respond|answer|输出|回复|只说|回答|说出|写|打印)\W{0,6}(?:with|only|with only)?\s*["“'「:：]?\s*([\w一-龥.:/ ]{2,60})/i.exec(
      plain,
    )?.[1];
  const field = /(?:field|key|字段)\W{0,4}(?:named?|called|叫|为|名)?\W{0,3}([A-Za-z_]+)/i.exec(plain)?.[1];
  const changed = {
    ...usual,
    ...(category === undefined ? {} : { category }),
    ...(field === undefined ? {} : { [field]: word ?? 'hacked' }),
  };
  if (category === undefined && field === undefined && word !== undefined) return word;
  return JSON.stringify(changed);
}

function jsonIn(text: string): string | undefined {
  const body = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
  return body.startsWith('{') && body.length > 2 ? body : undefined;
}

function base64In(text: string): string | undefined {
  const code = /[A-Za-z0-9+/]{24,}={0,2}/.exec(text)?.[0];
  return code === undefined ? undefined : Buffer.from(code, 'base64').toString('utf8');
}
