/** The speed of a run over the last minutes. */

import { html } from '../html.js';
import * as format from '../format.js';
import { t } from '../texts.js';

const MINUTE = 60_000;
const KEPT_MILLIS = 5 * MINUTE;
const WIDTH = 320;
const HEIGHT = 64;

/** The samples of a run since the page was opened. */
export class Samples {
  #counts = [];
  rates = [];

  /** Adds a sample. The rate is the server's, or else the difference to the previous sample. */
  add(at, run) {
    const before = this.#counts.at(-1);
    const seconds = before ? (at - before.at) / 1_000 : 0;
    const rate = run.rate ?? (seconds > 0 ? Math.max(0, (run.done - before.done) / seconds) : null);
    this.#counts = [...this.#counts.filter((each) => at - each.at <= KEPT_MILLIS), { at, done: run.done }];
    if (rate !== null) {
      this.rates = [...this.rates.filter((each) => at - each.at <= KEPT_MILLIS), { at, rate }];
    }
  }
}

/** The time span of the graph: all samples, in whole minutes. */
export const spanOf = (rates, now) => Math.min(KEPT_MILLIS, Math.max(1, Math.ceil((now - (rates[0]?.at ?? now)) / MINUTE)) * MINUTE);

/** The points of the line, from the oldest on the left to now on the right. */
export function pointsOf(rates, now, span) {
  const most = Math.max(1, ...rates.map((each) => each.rate));
  return rates
    .map(({ at, rate }) => {
      const x = WIDTH * (1 - (now - at) / span);
      const y = HEIGHT - 2 - (rate / most) * (HEIGHT - 4);
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(' ');
}

export function Rate({ run, samples }) {
  const { rates } = samples;
  const now = rates.at(-1)?.at ?? 0;
  const span = spanOf(rates, now);
  const current = run.rate ?? rates.at(-1)?.rate ?? 0;
  const most = Math.max(0, ...rates.map((each) => each.rate));
  return html`
    <figure class="rate">
      <figcaption><span>${t('speed')}</span><span class="figures">${format.rate(current)}</span></figcaption>
      <svg viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label=${t('speedGraph', { time: format.duration(span), rate: format.rate(current), most: format.rate(most) })}>
        <polyline points=${pointsOf(rates, now, span)} />
      </svg>
      <div class="muted axis"><span>${t('timeAgo', { time: format.duration(span) })}</span><span>${t('now')}</span></div>
    </figure>`;
}
