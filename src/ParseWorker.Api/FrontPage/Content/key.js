// Where the key is kept: in this tab, or on this device when its owner says so. Never in an address.
import { base } from './base.js';

// Services below several paths of one host have keys of their own.
const entry = `parseworker-key ${base.pathname}`;
let inMemory = null;

/** What the browser lets this page keep; none when its user has switched that off, and then the key lives as long as the page. */
function stores() {
  try {
    return [sessionStorage, localStorage];
  } catch (error) {
    if (error instanceof DOMException) return [];
    throw error;
  }
}

export const readKey = () => inMemory ?? stores().map(store => store.getItem(entry)).find(value => value) ?? null;

export function keepKey(key, remember) {
  forgetKey();
  const [tab, device] = stores();
  const store = remember ? device : tab;
  try {
    if (store) return store.setItem(entry, key);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error; // it is full
  }
  inMemory = key;
}

export function forgetKey() {
  inMemory = null;
  for (const store of stores()) store.removeItem(entry);
}
