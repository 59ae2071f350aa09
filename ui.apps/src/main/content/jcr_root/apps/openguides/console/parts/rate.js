/** How fast a run is, over the last minutes. */

import { html } from '../html.js';
import * as format from '../format.js';
import { t } from '../texts.js';

const KEPT_MILLIS = 5 * 60_000;
const WIDTH = 320;
const HEIGHT = 64;

/** What was seen of a run while the page was open. */
export class Samples {
  #counts = [];
  rates = [];

  /** Notes the count at a time; the rate is the server's, or else what has been done since the last look. */
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

/** The points of a line: the last five minutes from left to right. */
export function pointsOf(rates, now) {
  const most = Math.max(1, ...rates.map((each) => each.rate));
  return rates
    .map(({ at, rate }) => {
      const x = WIDTH * (1 - (now - at) / KEPT_MILLIS);
      const y = HEIGHT - 2 - (rate / most) * (HEIGHT - 4);
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(' ');
}

export function Rate({ run, samples }) {
  const { rates } = samples;
  const now = rates.at(-1)?.at ?? 0;
  const current = run.rate ?? rates.at(-1)?.rate ?? 0;
  const most = Math.max(0, ...rates.map((each) => each.rate));
  return html`
    <figure class="rate">
      <figcaption><span>${t('speed')}</span><span class="figures">${format.rate(current)}</span></figcaption>
      <svg viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label=${t('speedGraph', { rate: format.rate(current), most: format.rate(most) })}>
        <polyline points=${pointsOf(rates, now)} />
      </svg>
      <div class="muted axis"><span>${t('fiveMinutesAgo')}</span><span>${t('now')}</span></div>
    </figure>`;
}
