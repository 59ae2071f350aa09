/** The time of the last update, and whether the server is unavailable. */

import { html, useEffect, useState } from '../html.js';
import * as format from '../format.js';
import { connection, frozen } from '../live.js';
import { t } from '../texts.js';
import { useValue } from '../value.js';

/** The current time, updated each second. */
function useNow() {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => !document.hidden && setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

export function Freshness() {
  const now = useNow();
  const { state, updatedAt, retryAt } = useValue(connection);
  const isFrozen = useValue(frozen);
  const ago = format.duration(Math.max(0, now - updatedAt));
  const words = isFrozen
    ? t('frozen', { ago })
    : state === 'ok'
      ? t('updated', { ago })
      : t(state === 'login' ? 'lostLogin' : 'away', { ago, wait: format.duration(Math.max(0, retryAt - now)) });
  return html`<span class=${`freshness ${isFrozen ? 'notice' : state}`} data-state=${isFrozen ? 'frozen' : state}>${words}</span>`;
}
