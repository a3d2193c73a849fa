// The page: who uses it (a key), what is dropped on it, and which parse is open (the address's hash).
import { ApiError, getJson, onUnauthorized, persist } from './api.js';
import { announce, find, say } from './dom.js';
import { forgetKey, keepKey, readKey } from './key.js';
import { parseRow, update, uploadRow } from './list.js';
import { Store } from './store.js';
import { Uploads, parseAgain } from './uploads.js';
import { Viewer } from './viewer.js';

/** The key whose documents are shown; null while there is none. */
let entered = null;

const store = new Store();
const uploads = new Uploads(record => {
  store.add(record);
  if (!openId() || !matchMedia('(max-width: 60rem)').matches && !store.record(openId())) location.hash = record.id;
});
const viewer = new Viewer(find('viewer'), store, {
  onAgain: again,
  onPage: (id, page) => history.replaceState(null, '', page > 1 ? `#${id}/${page}` : `#${id}`),
});

const openHash = () => location.hash.match(/^#(prs_[0-9A-Za-z]{26})(?:\/(\d{1,6}))?$/);
const openId = () => openHash()?.[1] ?? null;

async function again(record, settings) {
  const made = await parseAgain(record, settings);
  store.add(made);
  location.hash = made.id;
}

function route() {
  const match = openHash();
  find('work').classList.toggle('has-open', match !== null);
  if (find('work').hidden) return;
  if (match) {
    const isOther = match[1] !== viewer.id;
    viewer.open(match[1], Number(match[2] ?? 1));
    if (isOther && document.activeElement !== document.body) find('viewer').focus({ preventScroll: true });
  } else if (viewer.id) viewer.close();
  draw();
}

function draw() {
  update(find('uploads'), uploads.rows.map(row => uploadRow(row, uploads)));
  update(find('rows'), store.rows.map(record => parseRow(record, {
    progress: store.progress(record.id),
    isOpen: record.id === openId(),
    onCancel: () => tell(store.cancel(record.id)),
    onAgain: () => tell(again(record, { model: record.model, table_parsing_format: record.table_parsing_format })),
  })));
  find('more').hidden = !store.hasMore;
  say(find('empty'), store.hasFailed || store.rows.length + uploads.rows.length > 0 ? '' : store.isFiltered
    ? 'No document of this key’s environment matches.' : 'Nothing was parsed here yet.');
}

/** Says what went wrong with something that was pressed. */
const tell = work => work.then(() => showProblem(null), showProblem);

function showProblem(error) {
  if (error && !(error instanceof ApiError)) throw error;
  say(find('banner'), error?.status === 401 ? '' : error?.message);
}

async function enter(key, remember) {
  const status = await getJson('v1/auth/status', { key });
  if (remember !== undefined) keepKey(key, remember);
  entered = key;
  say(find('account'), `${status.environment.name} · key ${status.key.name}`);
  find('welcome').hidden = true;
  find('work').hidden = find('forget').hidden = false;
  viewer.close();
  await store.refresh();
  route();
}

function leave(sentence) {
  entered = null;
  forgetKey();
  document.querySelector('dialog[open]')?.close();
  uploads.clear();
  viewer.close();
  store.clear();
  draw();
  say(find('account'), '');
  say(find('banner'), '');
  find('work').hidden = find('forget').hidden = true;
  find('welcome').hidden = false;
  say(find('key-error'), sentence);
  find('key').focus();
}

function submitKey(event) {
  event.preventDefault();
  const key = find('key').value.trim();
  if (!/^[\x21-\x7e]+$/.test(key)) return say(find('key-error'), 'A key has neither spaces nor characters other than those of ASCII.');
  say(find('key-error'), '');
  enter(key, find('remember').checked).then(() => {
    find('key').value = '';
    announce('The key works.');
    find('file').focus();
  }, error => {
    if (!(error instanceof ApiError)) throw error;
    say(find('key-error'), error.message);
  });
}

/** What is dropped together is parsed with the settings of that moment. */
function take(files) {
  const settings = { model: find('model').value.trim() || 'retab-small', table_parsing_format: find('tables').value };
  if (files.length > 0 && !find('work').hidden) uploads.add([...files], settings);
}

function acceptDrops() {
  let depth = 0;
  const hasFiles = event => [...event.dataTransfer?.types ?? []].includes('Files');
  const mark = on => document.body.classList.toggle('dropping', on && !find('work').hidden);
  addEventListener('dragenter', event => {
    if (hasFiles(event)) mark(++depth > 0);
  });
  addEventListener('dragleave', event => {
    if (hasFiles(event)) mark(--depth > 0);
  });
  addEventListener('dragover', event => {
    if (hasFiles(event)) event.preventDefault();
  });
  addEventListener('drop', event => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    mark(depth = 0);
    take(event.dataTransfer.files);
  });
}

function start() {
  acceptDrops();
  document.querySelector('.skip').addEventListener('click', event => {
    event.preventDefault(); // the address is the open document's
    find('main').focus();
  });
  find('key-form').addEventListener('submit', submitKey);
  find('drop-form').addEventListener('submit', event => event.preventDefault());
  find('forget').addEventListener('click', () => leave(''));
  find('file').addEventListener('change', event => {
    take(event.target.files);
    event.target.value = '';
  });
  let typing = null;
  const filter = () => tell(store.filter({ filename: find('find').value.trim(), status: find('find-status').value }));
  find('find').addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(filter, 250);
  });
  find('find-status').addEventListener('change', filter);
  find('more').addEventListener('click', () => tell(store.more()));
  store.addEventListener('change', draw);
  store.addEventListener('problem', ({ detail }) => showProblem(detail));
  uploads.addEventListener('change', draw);
  onUnauthorized(error => {
    if (entered || readKey()) leave(error.message);
  });
  addEventListener('storage', hearOtherTabs);
  addEventListener('hashchange', route);
  addEventListener('online', () => {
    if (entered) store.refresh();
  });

  if (readKey()) resume();
  else leave('');
}

/** Another tab removed the key that is remembered on this device, or put another in its place. */
function hearOtherTabs() {
  const key = readKey();
  if (!entered || key === entered) return;
  if (key) location.reload();
  else leave('The key was removed in another tab.');
}

/** Goes on with the key that was kept, as soon as the server answers. */
function resume() {
  const complain = error => {
    find('forget').hidden = readKey() === null;
    showProblem(error);
  };
  const goOn = async () => {
    if (!entered && readKey()) await enter(readKey()); // meanwhile it may have been removed, or another one entered
  };
  return persist(goOn, complain).catch(complain);
}

start();
