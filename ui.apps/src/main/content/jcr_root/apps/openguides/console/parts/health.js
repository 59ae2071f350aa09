/** The findings of the health checks. */

import { html, useState } from '../html.js';
import { get } from '../api.js';
import { useUpdates } from '../live.js';
import { t } from '../texts.js';

const EVERY_MILLIS = 60_000;

/** The checks with findings, the worst first. */
export function badChecks(system) {
  const rank = { CRITICAL: 0, WARN: 1 };
  return (Array.isArray(system.health) ? system.health : [])
    .filter((check) => check?.status in rank)
    .sort((a, b) => rank[a.status] - rank[b.status]);
}

export function Health() {
  const [bad, setBad] = useState([]);
  const [dismissed, setDismissed] = useState('');
  useUpdates(async () => {
    setBad(badChecks(await get('system/status')));
    return EVERY_MILLIS;
  }, []);
  const fingerprint = JSON.stringify(bad);
  if (bad.length === 0 || dismissed === fingerprint) {
    return null;
  }
  return html`
    <section class=${`notice ${bad[0].status === 'CRITICAL' ? 'negative' : 'warning'}`} aria-label=${t('health')}>
      <ul>
        ${bad.map(
          (check) => html`
            <li key=${check.name}>
              <strong>${t(`health.${check.status}`)}: ${check.name}</strong>
              ${(check.findings ?? [])
                .filter((finding) => finding.severity !== 'OK')
                .map((finding) => html`<div>${finding.message}</div>`)}
            </li>`,
        )}
      </ul>
      <button class="quiet" onClick=${() => setDismissed(fingerprint)}>${t('dismiss')}</button>
    </section>`;
}
