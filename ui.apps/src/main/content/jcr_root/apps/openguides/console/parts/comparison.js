/** The result of a comparison: what a run would write. */

import { html } from '../html.js';
import * as format from '../format.js';
import { Link } from '../place.js';
import { t } from '../texts.js';

export function Comparison({ comparison }) {
  const { comparedCount = 0, properties = [], examples = [], hiddenCount = 0 } = comparison;
  return html`
    <section class="comparison">
      <h2>${t('compared', { count: comparedCount })}</h2>
      ${properties.length > 0
        ? html`
            <table class="small-table">
              <caption>${t('comparedProperties')}</caption>
              <tbody>
                ${properties.map(
                  (each) => html`<tr key=${each.property}><th scope="row" class="id">${each.property}</th><td class="figures">${format.number(each.count)}</td></tr>`,
                )}
              </tbody>
            </table>`
        : html`<p>${t('comparedEqual')}</p>`}
      ${examples.length > 0 &&
      html`
        <table class="small-table">
          <caption>${t('comparedExamples')}</caption>
          <tbody>
            ${examples.map(
              (each) => html`
                <tr key=${each.path}><th scope="row"><${Link} to=${{ view: 'asset', path: each.path }}>${each.path}</${Link}></th><td class="id">${each.properties.join(', ')}</td></tr>`,
            )}
          </tbody>
        </table>`}
      ${hiddenCount > 0 && html`<p class="muted">${t('hidden', { count: hiddenCount })}</p>`}
    </section>`;
}
