/** Where the user is: all of it is in the URL, so that it can be kept, shared, and found again after signing in. */

import { html } from './html.js';
import { Value } from './value.js';

/** @returns {Object<string, string>} the parameters of the query, and `line`, the number in `#L123` */
function read() {
  const place = Object.fromEntries(new URLSearchParams(location.search));
  const line = /^#L(\d{1,15})$/.exec(location.hash);
  return line ? { ...place, line: line[1] } : place;
}

const KEPT = 'openguides.place';

/** Loads the page anew, which has the platform ask for the login; its form may forget the query. */
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

/** The URL of a place; parameters that are empty are left out. */
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

/** Goes to a place, which the back button leaves again. */
export function go(parameters) {
  history.pushState(null, '', urlOf(parameters));
  place.now = read();
  scrollTo(0, 0);
}

/** Says otherwise where the user is, without a step for the back button. */
export function adjust(parameters) {
  history.replaceState(null, '', urlOf(parameters));
  place.now = read();
}

/** Keeps what no place is about. */
export const kept = () => ({ lang: place.now.lang });

/** A link within the page, which can be opened in another tab too. */
export function Link({ to, children, ...more }) {
  const follow = (event) => {
    if (event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      go({ ...kept(), ...to });
    }
  };
  return html`<a href=${urlOf({ ...kept(), ...to })} onClick=${follow} ...${more}>${children}</a>`;
}
