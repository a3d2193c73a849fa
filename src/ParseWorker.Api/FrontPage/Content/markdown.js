// A page's Markdown as the service writes it: headings, paragraphs, lists, code and tables. What it does not know is shown as the text
// that it is.
import { h, inOnePiece } from './dom.js';
import { fromMarkdown } from './inline.js';
import { fromCode, fromPipes, fromTableHtml } from './tables.js';

const heading = /^(#{1,6}) (.*)$/;
const item = /^( {0,64})([-*+]|\d{1,9}[.)]) (.*)$/;
const fence = /^(`{3,}|~{3,})\s*([\w-]{0,40})\s*$/;

/** The page as elements. */
export function render(text) {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const blocks = [];
  const cursor = { at: 0, lines };
  while (cursor.at < lines.length) {
    if (lines[cursor.at].trim() === '') cursor.at++;
    else blocks.push(block(cursor));
  }
  return blocks;
}

function block(cursor) {
  const line = cursor.lines[cursor.at];
  if (fence.test(line)) return code(cursor);
  if (/^<table[\s>]/i.test(line)) return fromTableHtml(takeTable(cursor));
  if (line.startsWith('|')) return fromPipes(take(cursor, next => next.startsWith('|')));
  const title = line.match(heading);
  if (title) {
    cursor.at++;
    return h(`h${Math.min(6, title[1].length + 2)}`, {}, fromMarkdown(title[2]));
  }
  if (item.test(line)) return list(take(cursor, (next, index) => item.test(next) || index > 0 && /^ {2,}\S/.test(next)));
  return paragraph(take(cursor, (next, index) => index === 0 || isOfParagraph(next)));
}

const isOfParagraph = line => line.trim() !== '' && !/^<table[\s>]/i.test(line) && !line.startsWith('|') && !fence.test(line)
  && !heading.test(line) && !item.test(line);

function take(cursor, belongs) {
  const start = cursor.at;
  while (cursor.at < cursor.lines.length && belongs(cursor.lines[cursor.at], cursor.at - start)) cursor.at++;
  return cursor.lines.slice(start, cursor.at);
}

/** To the line that ends it, or to the end of the page. */
function takeTable(cursor) {
  const start = cursor.at;
  while (cursor.at < cursor.lines.length && !cursor.lines[cursor.at++].toLowerCase().includes('</table>')) continue;
  return cursor.lines.slice(start, cursor.at).join('\n');
}

function code(cursor) {
  const [, marks, language] = cursor.lines[cursor.at++].match(fence);
  const inside = take(cursor, line => !(line.startsWith(marks) && line.trim() === marks));
  cursor.at++;
  const source = inside.join('\n');
  return fromCode(language, source) ?? h('pre', { tabindex: '0', role: 'group', 'aria-label': 'Code' }, h('code', {}, source));
}

const lineStart = line => line.replace(/^\\(?=[#`~=-])/, '');

const withBreaks = lines => lines.flatMap((line, index) => [...(index > 0 ? [h('br')] : []), ...fromMarkdown(lineStart(line))]);

const paragraph = lines => h('p', {}, withBreaks(lines));

/** Lists by their indents, as deep as they go; lines of an item that go on stand below it. */
function list(lines) {
  const root = { indent: -1, element: null, item: null };
  const open = [root];
  const top = [];
  for (const line of lines) {
    const match = line.match(item);
    if (!match) {
      open.at(-1).item.append(h('br'), inOnePiece(fromMarkdown(lineStart(line.trim()))));
      continue;
    }
    const [, { length: indent }, marker, text] = match;
    while (open.length > 1 && open.at(-1).indent > indent) open.pop();
    if (open.at(-1).indent < indent) {
      const element = /\d/.test(marker) ? h('ol', { start: parseInt(marker, 10) }) : h('ul');
      (open.at(-1).item ?? { append: one => top.push(one) }).append(element);
      open.push({ indent, element, item: null });
    }
    const level = open.at(-1);
    level.item = h('li', {}, fromMarkdown(lineStart(text)));
    level.element.append(level.item);
  }
  return top.length === 1 ? top[0] : h('div', {}, top);
}
