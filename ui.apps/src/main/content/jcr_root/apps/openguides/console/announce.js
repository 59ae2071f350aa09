/** The only live region of the page, which screen readers announce. */

import { Value } from './value.js';

const QUIET_MILLIS = 10_000;

export const announcement = new Value('');

let lastSummary = 0;

/** Announces the result of a user action. */
export function announce(text) {
  announcement.now = text;
}

/** Announces progress, at most every ten seconds. */
export function summarise(text) {
  if (Date.now() - lastSummary >= QUIET_MILLIS && text !== announcement.now) {
    lastSummary = Date.now();
    announcement.now = text;
  }
}
