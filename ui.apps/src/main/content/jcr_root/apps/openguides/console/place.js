/** The current view. All of it is in the URL, so that it can be bookmarked, shared, and restored after signing in. */

import { html } from './html.js';
import { Value } from './value.js';

/** @returns {Object<string, string>} the parameters of the query, and `line`, the number in `#L123` */
function read() {
  const place = Object.fromEntries(new URLSearchParams(location.search));
  const line = /^#L(\d{1,15})$/.exec(location.hash);
  return line ? { ...place, line: line[1] } : place;
}

const KEPT = 'openguides.place';

/** Reloads the page, so that the platform asks for the login. The login form may lose the query. */
export function signIn() {
  sessionStorage.setItem(KEPT, location.search + location.hash);
  location.reload();
}

const before = sessionStorage.getItem(KEPT);
sessionStorage.removeItem(KEPT);
if (before && !location.search) {
  history.replaceState(null, '', location.pathname + before);
}

export const place = new Value(read());

addEventListener('popstate', () => (place.now = read()));
addEventListener('hashchange', () => (place.now = read()));

/** The URL of a view; empty parameters are omitted. */
export function urlOf({ line, ...parameters }) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value) {
      query.set(name, value);
    }
  }
  const text = query.toString();
  return location.pathname + (text ? `?${text}` : '') + (line ? `#L${line}` : '');
}

/** Navigates to a view, with an entry in the history of the browser. */
export function go(parameters) {
  history.pushState(null, '', urlOf(parameters));
  place.now = read();
  scrollTo(0, 0);
}

/** Replaces the current view, without an entry in the history of the browser. */
export function adjust(parameters) {
  history.replaceState(null, '', urlOf(parameters));
  place.now = read();
}

/** Keeps the parameters that belong to no view. */
export const kept = () => ({ lang: place.now.lang });

/** A link within the page that can also be opened in another tab. */
export function Link({ to, children, ...more }) {
  const follow = (event) => {
    if (event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      go({ ...kept(), ...to });
    }
  };
  return html`<a href=${urlOf({ ...kept(), ...to })} onClick=${follow} ...${more}>${children}</a>`;
}
