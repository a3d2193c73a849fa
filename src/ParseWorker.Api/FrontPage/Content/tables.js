// Tables of every format that the service writes, as table elements.
import { h } from './dom.js';
import { fromHtml, fromMarkdown } from './inline.js';

const widestSpan = 200;
const mark = /<(\/?)(table|thead|tbody|tfoot|tr|th|td|caption)((?:\s[^<>]*)?)>/gi;

/** A table in HTML. What stands outside of cells is left out; what is no mark of a table stays text. */
export function fromTableHtml(source) {
  const rows = [];
  let section = '';
  let cell = null;
  let at = 0;
  const finish = end => {
    if (cell) cell.content = fromHtml(source.slice(at, end).trim());
    cell = null;
  };
  for (const match of source.matchAll(mark)) {
    const [whole, close, name, attributes] = match;
    const tag = name.toLowerCase();
    finish(match.index);
    at = match.index + whole.length;
    if (tag === 'thead' || tag === 'tbody') section = close ? '' : tag;
    else if (tag === 'tr' && !close) rows.push({ isHeader: section === 'thead', cells: [] });
    else if ((tag === 'td' || tag === 'th') && !close) {
      if (rows.length === 0) rows.push({ isHeader: false, cells: [] });
      cell = { tag, rowspan: span('rowspan', attributes), colspan: span('colspan', attributes), content: [] };
      rows.at(-1).cells.push(cell);
    }
  }
  finish(source.length);
  return tableOf(rows);
}

/** A pipe table: the second line rules off the header row. */
export function fromPipes(lines) {
  const rows = lines.filter((line, index) => index !== 1 || !/^\|(\s*:?-+:?\s*\|)+\s*$/.test(line)).map((line, index) => ({
    isHeader: index === 0,
    cells: line.replace(/^\||\|\s*$/g, '').match(/(?:\\.?|[^|\\])*(?:\||$)/g).slice(0, -1)
      .map(text => ({ tag: index === 0 ? 'th' : 'td', content: fromMarkdown(text.replace(/\|$/, '').trim(), true) })),
  }));
  if (rows[0].cells.every(one => one.content.length === 0)) rows.shift();
  return tableOf(rows);
}

/** A table in a block of JSON or YAML; null when the block is something else. */
export function fromCode(language, source) {
  const data = language === 'json' ? readJson(source) : language === 'yaml' ? readYaml(source) : null;
  if (!data || !Array.isArray(data.columns) || !Array.isArray(data.rows) || !data.rows.every(Array.isArray)) return null;
  const rowOf = (cells, tag) => ({
    isHeader: tag === 'th', cells: cells.map(text => ({ tag, content: fromMarkdown(String(text)) })),
  });
  const header = data.columns.some(name => name !== '') ? [rowOf(data.columns, 'th')] : [];
  return tableOf([...header, ...data.rows.map(row => rowOf(row, 'td'))]);
}

function readJson(source) {
  try {
    return JSON.parse(source);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Quoted cells in brackets, a row a line, as the service writes them: each line is JSON too. */
function readYaml(source) {
  const lines = source.split('\n');
  const columns = lines[0].match(/^columns: (\[.*\])$/)?.[1];
  if (!columns || !/^rows:/.test(lines[1] ?? '')) return null;
  const rows = lines.slice(2).filter(line => line).map(line => readJson(line.replace(/^- /, '')));
  return { columns: readJson(columns), rows };
}

/** A span as far as a screen can show it: a hostile one must not make a million columns. */
const span = (name, attributes) => {
  const value = Number(attributes.match(new RegExp(`\\b${name}="(\\d{1,6})"`, 'i'))?.[1] ?? 1);
  return value > 1 ? Math.min(value, widestSpan) : null;
};

function tableOf(rows) {
  const body = rows.map(row => h('tr', {}, row.cells.map(cell => {
    const isHeader = cell.content.length > 0 && (row.isHeader || cell.tag === 'th');
    return h(isHeader ? 'th' : 'td', {
      rowspan: cell.rowspan, colspan: cell.colspan, scope: isHeader && row.isHeader ? 'col' : null,
    }, cell.content);
  })));
  const headers = rows.filter(row => row.isHeader).length;
  const table = h('table', {}, headers > 0 ? h('thead', {}, body.slice(0, headers)) : null, h('tbody', {}, body.slice(headers)));
  return h('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Table' }, table);
}
