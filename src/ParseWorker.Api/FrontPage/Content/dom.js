// Elements are made one by one and text is only ever text: nothing here takes markup.

/** Makes an element. `on…` attributes are listeners, true and false set or leave out an attribute, null leaves it out. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  // One by one: a long text has more children than a call may have arguments.
  for (const child of children.flat()) if (child != null) element.append(child);
  return element;
}

/** Nodes as one, for calls that take each as an argument: there is a limit to how many. */
export function inOnePiece(nodes) {
  const fragment = document.createDocumentFragment();
  for (const node of nodes) fragment.append(node);
  return fragment;
}

export const find = id => document.getElementById(id);

/** Says something to those who do not see the page. */
export function announce(text) {
  find('announcer').textContent = text;
}

/** Shows a sentence in an element that is hidden without one. */
export function say(element, text) {
  element.textContent = text ?? '';
  element.hidden = !text;
}

const statusNames = {
  uploading: 'Uploading', waiting: 'Waiting', pending: 'Waiting', queued: 'Queued', in_progress: 'In progress',
  cancelling: 'Cancelling', completed: 'Completed', failed: 'Failed', cancelled: 'Cancelled',
};

export const nameOf = status => statusNames[status] ?? status;

/** A status in words, with a mark whose shape tells as much as its colour. */
export const badge = status => h('span', { class: `badge ${status}` }, h('span', { class: 'mark', 'aria-hidden': 'true' }), nameOf(status));

export const hasEnded = record => ['completed', 'failed', 'cancelled'].includes(record.status);

/** The status as people see it: a cancel that was asked for shows before it has happened. */
export const statusOf = record => !hasEnded(record) && record.cancellation ? 'cancelling' : record.status;

export const pagesText = count => count === 1 ? '1 page' : `${count.toLocaleString('en')} pages`;

export function sizeText(bytes) {
  if (bytes < 1024) return `${bytes} bytes`;
  const units = ['KiB', 'MiB', 'GiB'];
  const power = Math.min(Math.floor(Math.log2(bytes) / 10), units.length);
  return `${(bytes / 1024 ** power).toLocaleString('en', { maximumFractionDigits: 1 })} ${units[power - 1]}`;
}

export function ageText(time, now = Date.now()) {
  const seconds = Math.max(0, Math.round((now - Date.parse(time)) / 1000));
  if (seconds < 60) return 'just now';
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ago`;
  return new Date(time).toLocaleDateString();
}

export function spanText(from, to) {
  const seconds = Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000);
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return `${Math.round(seconds / 60)} min`;
}

/** Copies text; where the page is not served securely, browsers have only the older way. */
export async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = h('textarea', { class: 'unseen', 'aria-hidden': 'true', readonly: true });
  area.value = text;
  const focused = document.activeElement;
  (document.querySelector('dialog[open]') ?? document.body).append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  focused?.focus();
  if (!copied) throw new Error('The browser did not allow copying. Select the text and copy it yourself.');
}

/** Has the browser save text as a file. */
export function save(text, name) {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/markdown;charset=utf-8' }));
  h('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
