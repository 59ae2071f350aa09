/** The one live region of the page: what a screen reader says. */

import { Value } from './value.js';

const QUIET_MILLIS = 10_000;

export const announcement = new Value('');

let lastSummary = 0;

/** Says what came of something that the user has done. */
export function announce(text) {
  announcement.now = text;
}

/** Says how things stand, at most every ten seconds. */
export function summarise(text) {
  if (Date.now() - lastSummary >= QUIET_MILLIS && text !== announcement.now) {
    lastSummary = Date.now();
    announcement.now = text;
  }
}
