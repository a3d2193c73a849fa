// The rows on the left: files on their way and parses of the key.
import { ageText, badge, h, hasEnded, pagesText, sizeText, statusOf } from './dom.js';

/** One file that is not a parse yet. */
export function uploadRow(row, uploads) {
  const far = row.file.size > 0 ? row.loaded / row.file.size : 0;
  return h('li', { class: 'row', 'data-key': row.key },
    h('span', { class: 'row-name', title: row.name }, row.name),
    h('span', { class: 'row-facts' }, badge(row.status),
      h('span', {}, farText(row, far))),
    row.status === 'uploading' ? h('progress', { max: 1, value: far, 'aria-label': `Upload of ${row.name}` }) : null,
    row.error || row.note ? h('span', { class: row.error ? 'problem' : 'hint' }, row.error ?? row.note) : null,
    h('span', { class: 'row-actions' },
      row.status === 'failed' ? action('Try again', row.name, () => uploads.again(row)) : null,
      action(row.status === 'failed' ? 'Dismiss' : 'Cancel', row.name, () => uploads.stop(row))));
}

function farText(row, far) {
  if (row.status !== 'uploading') return sizeText(row.file.size);
  return far < 1 ? `${Math.round(far * 100)} % of ${sizeText(row.file.size)}` : 'Stored, starting';
}

/** One parse. */
export function parseRow(record, { progress, isOpen, onCancel, onAgain }) {
  const status = statusOf(record);
  const { filename } = record.file;
  const runs = record.status === 'in_progress';
  return h('li', { class: isOpen ? 'row open' : 'row', 'data-key': record.id },
    h('a', { class: 'row-name', href: `#${record.id}`, title: filename, 'aria-current': isOpen ? 'true' : null }, filename),
    h('span', { class: 'row-facts' }, badge(status), h('span', {}, factOf(record, progress)),
      h('time', { datetime: record.created_at, title: new Date(record.created_at).toLocaleString() }, ageText(record.created_at))),
    runs ? bar(progress, `Pages of ${filename}`) : null,
    record.error ? h('span', { class: 'problem clamp', title: record.error.message }, record.error.message) : null,
    hasEnded(record) && !['failed', 'cancelled'].includes(record.status) ? null : h('span', { class: 'row-actions' },
      hasEnded(record) ? action('Parse again', filename, onAgain) : null,
      hasEnded(record) || status === 'cancelling' ? null : action('Cancel', filename, onCancel)));
}

/** How far a parse is; without a value while its pages are not counted. */
export const bar = (progress, label) => h('progress', progress?.count
  ? { max: progress.count, value: Math.min(progress.done, progress.count), 'aria-label': label } : { 'aria-label': label });

export function factOf(record, progress) {
  if (record.usage) return pagesText(record.usage.page_count);
  if (record.cancellation && hasEnded(record)) return `after ${pagesText(record.cancellation.pages_done)}`;
  if (record.status !== 'in_progress' || !progress) return '';
  return progress.count ? `${progress.done.toLocaleString('en')} of ${pagesText(progress.count)}` : `${pagesText(progress.done)} so far`;
}

/** The file's name goes with the button's for those who hear it out of its row. */
const action = (label, name, act) =>
  h('button', { type: 'button', class: 'small', onclick: act }, label, h('span', { class: 'unseen' }, ` ${name}`));

/** Exchanges what changed and leaves all else, and the focus, where it is: a button that is exchanged while pressed hears no click. */
export function update(list, rows) {
  const known = new Map([...list.children].map(row => [row.dataset.key, row]));
  const focused = list.contains(document.activeElement) ? document.activeElement : null;
  const [key, at] = focused ? [focused.closest('li')?.dataset.key, indexIn(focused)] : [];
  fill(list, rows.map(row => {
    const old = known.get(row.dataset.key);
    return old ? renew(old, row) : row;
  }));
  if (focused?.isConnected) focused.focus();
  else if (focused) {
    const row = [...list.children].find(one => one.dataset.key === key);
    const targets = row ? [...row.querySelectorAll('a, button')] : [];
    (targets[at] ?? targets.at(-1) ?? list.querySelector('a, button'))?.focus();
  }
}

/** A row as it is now, in the element that it had and with the parts that are still the same. */
function renew(old, row) {
  const parts = [...old.children];
  old.className = row.className;
  fill(old, [...row.children].map(part => parts.find(was => was.isEqualNode(part)) ?? part));
  return old;
}

/** Makes these the element's children; those that stay where they are are not touched. */
function fill(element, children) {
  for (const gone of [...element.children].filter(child => !children.includes(child))) gone.remove();
  children.forEach((child, index) => {
    if (element.children[index] !== child) element.insertBefore(child, element.children[index] ?? null);
  });
}

const indexIn = element => [...element.closest('li').querySelectorAll('a, button')].indexOf(element);
