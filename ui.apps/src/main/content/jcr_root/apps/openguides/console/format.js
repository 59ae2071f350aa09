/** Formats numbers, times and sizes for users. */

import { locale, t } from './texts.js';

const numbers = new Intl.NumberFormat(locale);
const rates = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const percents = new Intl.NumberFormat(locale, { style: 'percent' });
const times = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });

export const number = (value) => numbers.format(value);

export const rate = (value) => t('rate', { rate: rates.format(value) });

/** Never 100 % before everything is done, never 0 % once anything is. */
export function percent(done, total) {
  if (total <= 0) {
    return percents.format(0);
  }
  const share = Math.min(1, done / total);
  return percents.format(share < 1 ? Math.min(0.99, share > 0 ? Math.max(0.01, share) : 0) : 1);
}

/** A time in the viewer's zone. */
export const time = (millis) => times.format(new Date(millis));

/** The same in UTC. */
export const utc = (millis) => `${new Date(millis).toISOString().replace('T', ' ').slice(0, 19)} UTC`;

/** A duration, in two units at most. */
export function duration(millis) {
  const seconds = Math.max(0, Math.round(millis / 1000));
  /** @type {Array<[string, number]>} */
  const units = [
    ['days', Math.floor(seconds / 86_400)],
    ['hours', Math.floor(seconds / 3_600) % 24],
    ['minutes', Math.floor(seconds / 60) % 60],
    ['seconds', seconds % 60],
  ];
  const first = units.findIndex(([, value]) => value > 0);
  if (first < 0) {
    return t('seconds', { count: 0 });
  }
  return units
    .slice(first, first + 2)
    .filter(([, value]) => value > 0)
    .map(([unit, value]) => t(unit, { count: value }))
    .join(' ');
}

/** The part of an id that distinguishes it for users. */
export const shortId = (id) => (id.length > 12 ? id.slice(0, 8) : id);

/** The last part of a path. */
export const nameOf = (path) => path.slice(path.lastIndexOf('/') + 1) || path;

/** The value of a `datetime-local` field in epoch milliseconds; undefined if it is empty. */
export function millisOf(local) {
  const millis = local ? new Date(local).getTime() : Number.NaN;
  return Number.isNaN(millis) ? undefined : millis;
}

/** The paths in a text, one per line, because a path may contain commas. */
export function pathsIn(text) {
  return text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
