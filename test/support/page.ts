/** What is wrong with a page that must be well-formed and need nothing else? A small reader of tags: every one is closed, in order. */

/** XHTML of ours: void elements close themselves but for the icon. */
const empty = new Set(['meta', 'link', 'br']);

export function pageProblems(html: string): string[] {
  const problems: string[] = [];
  if (!html.startsWith('<!doctype html>') && !html.startsWith('<!DOCTYPE html>')) problems.push('no doctype');
  const open: string[] = [];
  const body = html.replace(/^<!doctype html>/i, '').replace(/<style>[^<]*<\/style>/g, '');
  let end = 0;
  for (const match of body.matchAll(/<(\/?)([a-z][a-z0-9]*)((?:\s+[\w:-]+(?:="[^"<>]*")?)*)\s*(\/?)>/gi)) {
    problems.push(...strayIn(body.slice(end, match.index)));
    end = match.index + match[0].length;
    const [, closing, name, attributes, own] = match as unknown as [string, string, string, string, string];
    if (/^(script|iframe|object|embed|img|form)$/i.test(name)) problems.push(`<${name}>`);
    if (/\son\w+=|\ssrc=|javascript:/i.test(attributes)) problems.push(`attributes of <${name}>`);
    if (/\shref="(?!data:,"|#)/.test(attributes)) problems.push(`<${name}> leads elsewhere`);
    if (closing !== '') {
      const last = open.pop();
      if (last !== name) problems.push(`</${name}> closes <${last}>`);
    } else if (own === '' && !empty.has(name)) open.push(name);
  }
  problems.push(...strayIn(body.slice(end)));
  if (open.length > 0) problems.push(`open: ${open.join(' ')}`);
  if (/@import|url\(/.test(html)) problems.push('the style leads elsewhere');
  return problems;
}

const strayIn = (text: string): string[] => (/[<>]/.test(text) ? [`stray: ${text.slice(0, 60)}`] : []);
