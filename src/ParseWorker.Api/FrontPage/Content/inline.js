// Marks within a line of text, as nodes. Documents are hostile: markup is never taken over, only known marks are, and every other
// character is shown as it is. One pass over the text, whatever is in it.
import { h } from './dom.js';

const deepest = 24;
const tags = {
  '**': 'strong', '*': 'em', '~~': 's', b: 'strong', strong: 'strong', i: 'em', em: 'em', s: 's', u: 'u', sup: 'sup', sub: 'sub',
};
const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

const markdown = /\\([\\`*_~<|\]&#])|\*\*|~~|\*|<(\/?)(sup|sub)>|<br\s?\/?>|\[|\]\((?:<([^<>\n]{1,2000})>|([^\s()<>]{1,2000}))\)/g;
const html = /<(\/?)(b|strong|i|em|s|u|sup|sub|a)(?:\s+href="([^"<>]{0,2000})")?\s*>|<br\s?\/?>/gi;

/** Text with Markdown's marks. Only a pipe table's cells are written with escapes; elsewhere a backslash is the document's own. */
export function fromMarkdown(text, isEscaped = false) {
  const builder = new Builder();
  let at = 0;
  for (const match of text.matchAll(markdown)) {
    builder.text(text.slice(at, match.index));
    at = match.index + match[0].length;
    const [whole, escaped, close, tag, bracketed, plain] = match;
    if (escaped) builder.text(isEscaped ? escaped : whole);
    else if (tag && close) builder.close(tag, whole);
    else if (tag) builder.open(tag, whole);
    else if (whole.startsWith('<br')) builder.add(h('br'));
    else if (whole === '[') builder.open('[', whole);
    else if (whole.startsWith('](')) builder.link(decode(bracketed ?? plain), whole);
    else builder.toggle(whole, /\S/.test(text[at] ?? ' '), /\S/.test(text[match.index - 1] ?? ' '));
  }
  builder.text(text.slice(at));
  return builder.end();
}

/** The text of a table's cell in HTML, as the service writes it. */
export function fromHtml(text) {
  const builder = new Builder();
  let at = 0;
  for (const match of text.matchAll(html)) {
    builder.text(decode(text.slice(at, match.index)));
    at = match.index + match[0].length;
    const tag = match[2]?.toLowerCase();
    if (!tag) builder.add(h('br'));
    else if (tag === 'a' && match[1]) builder.link(null, match[0]);
    else if (tag === 'a') builder.open('[', match[0], decode(match[3] ?? ''));
    else if (match[1]) builder.close(tag, match[0]);
    else builder.open(tag, match[0]);
  }
  builder.text(decode(text.slice(at)));
  return builder.end();
}

const decode = text => text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));/gi, (whole, number, hex, name) => {
  if (name) return entities[name.toLowerCase()];
  const code = number ? Number(number) : parseInt(hex, 16);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
});

/** Only addresses that lead to a page or a mailbox are links; any other is shown as text. */
function linkTo(address, children) {
  let url = null;
  if (URL.canParse(address)) url = new URL(address);
  if (!url || !['http:', 'https:', 'mailto:'].includes(url.protocol)) return children;
  return [h('a', { href: url.href, rel: 'noopener noreferrer nofollow', target: 'outside', title: url.href }, children)];
}

/** Nests what is opened and closed in order; what has no other half is the text that it is. */
class Builder {
  #frames = [{ mark: null, children: [] }];

  get #top() {
    return this.#frames.at(-1);
  }

  text(text) {
    if (text) this.#top.children.push(text);
  }

  add(node) {
    this.#top.children.push(node);
  }

  open(mark, literal, address) {
    if (this.#frames.length > deepest) this.text(literal);
    else this.#frames.push({ mark, literal, address, children: [] });
  }

  close(mark, literal) {
    const at = this.#frames.findLastIndex(frame => frame.mark === mark);
    if (at < 1) return this.text(literal);
    this.#unwind(at);
    const { children } = this.#frames.pop();
    this.add(h(tags[mark], {}, children));
  }

  link(address, literal) {
    const at = this.#frames.findLastIndex(frame => frame.mark === '[');
    if (at < 1) return this.text(literal);
    this.#unwind(at);
    const frame = this.#frames.pop();
    for (const node of linkTo(address ?? frame.address, frame.children)) this.#top.children.push(node);
  }

  /** A mark that is its own end: it closes after text and opens before text. */
  toggle(mark, beforeText, afterText) {
    if (afterText && this.#frames.some(frame => frame.mark === mark)) this.close(mark, mark);
    else if (beforeText) this.open(mark, mark);
    else this.text(mark);
  }

  end() {
    this.#unwind(0);
    return this.#frames[0].children;
  }

  #unwind(to) {
    while (this.#frames.length - 1 > to) {
      const frame = this.#frames.pop();
      this.#top.children.push(frame.literal);
      for (const node of frame.children) this.#top.children.push(node);
    }
  }
}
