/**
 * What is left of an XML document when only listed elements with listed values stay? A strict reader of its own: no DOCTYPE, no entity is
 * ever resolved, and what is not well-formed is refused whole. It knows no vocabulary; text is one character a byte, for all that stays is ASCII.
 */

export interface XmlRule {
  readonly children: ReadonlyMap<string, XmlRule>;
  readonly attributes: ReadonlyMap<string, RegExp>;
  /** An element with text and nothing else; without it the text between children must be white space. */
  readonly value?: RegExp;
}

interface Open {
  readonly name: string;
  /** Undefined where the element and all that is in it goes. */
  readonly rule: XmlRule | undefined;
  /** Length of the output before it, to take it back. */
  readonly from: number;
  text: string;
  /** It held something other than text, or more of it than a value has. Says nothing where children are allowed. */
  spoilt: boolean;
}

const deepest = 64;
const longestValue = 256;
const declaration =
  /<\?xml\s+version=(["'])1\.0\1(?:\s+encoding=(["'])(utf-8|us-ascii|iso-8859-1|windows-1252)\2)?(?:\s+standalone=(["'])(?:yes|no)\4)?\s*\?>/iy;
const name = /[A-Za-z_:][A-Za-z0-9_:.-]{0,255}/y;
const attribute = /\s+([A-Za-z_:][A-Za-z0-9_:.-]{0,255})\s*=\s*("[^"<]*"|'[^'<]*')/y;
const tagEnd = /\s*(\/?)>/y;
const blank = /^[ \t\r\n]*$/;

/**
 * The document without what `rule`, that of its root element, does not list, and the white space and NULs behind it. Undefined when it is
 * not well-formed, in another encoding or of another root.
 */
export function filterXml(source: string, root: string, rule: XmlRule): { readonly text: string; readonly tail: string } | undefined {
  const begin = source.startsWith('\xef\xbb\xbf') ? 3 : 0;
  const end = trimmedEnd(source);
  const body = source.slice(begin, end);
  const text = body.startsWith('<?xml') ? declared(body, root, rule) : filtered(body, 0, root, rule);
  return text === undefined ? undefined : { text, tail: source.slice(end) };
}

function declared(body: string, root: string, rule: XmlRule): string | undefined {
  const head = match(declaration, body, 0);
  const rest = head && filtered(body, head[0].length, root, rule);
  return head && rest !== undefined ? head[0] + rest : undefined;
}

function filtered(source: string, begin: number, root: string, rootRule: XmlRule): string | undefined {
  const out: string[] = [];
  const open: Open[] = [];
  let closed = false;
  let at = begin;
  const top = (): Open | undefined => open[open.length - 1];
  while (at < source.length) {
    const next = source.indexOf('<', at);
    const text = source.slice(at, next < 0 ? source.length : next);
    if (!take(text, top(), out)) return undefined;
    if (next < 0) break;
    at = next;
    const around = top();
    if (around !== undefined && !source.startsWith('</', at)) around.spoilt = true;
    if (source.startsWith('<!--', at)) {
      const stop = source.indexOf('-->', at + 4);
      if (stop < 0) return undefined;
      at = stop + 3;
    } else if (source.startsWith('<?', at)) {
      const stop = source.indexOf('?>', at + 2);
      if (stop < 0) return undefined;
      at = stop + 2;
    } else if (source.startsWith('<![CDATA[', at)) {
      const stop = source.indexOf(']]>', at + 9);
      if (stop < 0 || around === undefined) return undefined;
      at = stop + 3;
    } else if (source.startsWith('</', at)) {
      const element = open.pop();
      const found = match(name, source, at + 2)?.[0];
      const stop = found === undefined ? undefined : match(tagEnd, source, at + 2 + found.length);
      if (element === undefined || found !== element.name || stop === null || stop === undefined || stop[1] !== '') return undefined;
      at += 2 + found.length + stop[0].length;
      end(element, out);
      closed = open.length === 0;
    } else {
      // A DOCTYPE has no name here: refused like all else.
      const found = match(name, source, at + 1)?.[0];
      if (found === undefined || closed || open.length >= deepest) return undefined;
      if (around === undefined && found !== root) return undefined;
      const rule = around === undefined ? rootRule : around.rule?.children.get(found);
      const started = start(source, at + 1 + found.length, found, rule, out);
      if (started === undefined) return undefined;
      at = started.at;
      if (!started.isEmpty) open.push({ name: found, rule, from: started.from, text: '', spoilt: false });
      else closed = open.length === 0;
    }
  }
  return closed && open.length === 0 ? out.join('') : undefined;
}

/** Text between marks. False where none may stand. */
function take(text: string, inside: Open | undefined, out: string[]): boolean {
  if (text === '') return true;
  if (inside === undefined) {
    if (!blank.test(text)) return false;
    out.push(text);
  } else if (inside.rule?.value !== undefined) {
    inside.text += text;
    inside.spoilt ||= inside.text.length > longestValue;
  } else if (inside.rule !== undefined && blank.test(text)) out.push(text);
  return true;
}

function start(
  source: string,
  begin: number,
  element: string,
  rule: XmlRule | undefined,
  out: string[],
): { at: number; isEmpty: boolean; from: number } | undefined {
  const from = out.length;
  let at = begin;
  let kept = '';
  for (let found = match(attribute, source, at); found !== null; found = match(attribute, source, at)) {
    at += found[0].length;
    if (rule?.attributes.get(found[1]!)?.test(found[2]!.slice(1, -1))) kept += ` ${found[1]}=${found[2]}`;
  }
  const stop = match(tagEnd, source, at);
  if (stop === null) return undefined;
  if (rule !== undefined) out.push(`<${element}${kept}${stop[1]}>`);
  return { at: at + stop[0].length, isEmpty: stop[1] === '/', from };
}

function end({ name: element, rule, from, text, spoilt }: Open, out: string[]): void {
  if (rule === undefined) return;
  if (rule.value !== undefined) {
    const value = spoilt ? '' : text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
    if (spoilt || (value !== '' && !rule.value.test(value))) {
      out.length = from;
      return;
    }
    out.push(value);
  }
  out.push(`</${element}>`);
}

function match(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}

function trimmedEnd(source: string): number {
  let end = source.length;
  while (end > 0 && ' \t\r\n\0'.includes(source[end - 1]!)) end--;
  return end;
}
