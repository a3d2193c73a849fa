/** Where the service is, a path prefix included: every address of the page is relative to it. */
export const base = new URL('..', import.meta.url);
