/** Small components of the views. */

import { html, useEffect, useRef, useState } from '../html.js';
import { announce } from '../announce.js';
import * as format from '../format.js';
import { t } from '../texts.js';

/** A time in the user's zone, with UTC as a tooltip. */
export function Time({ at }) {
  return at > 0
    ? html`<time datetime=${new Date(at).toISOString()} title=${format.utc(at)}>${format.time(at)}</time>`
    : html`<span class="muted">–</span>`;
}

/** Paths as chips: the first ones, and the number of others. */
export function Paths({ paths, excluded = false, most = 3 }) {
  const [all, setAll] = useState(false);
  const shown = all ? paths : paths.slice(0, most);
  const more = paths.length - shown.length;
  return html`
    <ul class=${excluded ? 'chips excluded' : 'chips'} aria-label=${t(excluded ? 'excludedPaths' : 'paths')}>
      ${shown.map((path) => html`<li key=${path} title=${path}><bdi>${path}</bdi></li>`)}
      ${more > 0 &&
      html`<li key="more" class="more"><button class="link" onClick=${() => setAll(true)}>${t('more', { count: more })}</button></li>`}
    </ul>`;
}

const LIGHTS = { SUCCESS: 'positive', FAILURE: 'negative', CANCELLED: 'neutral', PROCESSING: 'informative', WAITING: 'waiting' };

/** The state of a run, as text and colour. */
export function Status({ run }) {
  const light = run.status === 'SUCCESS' && run.failed > 0 ? 'notice' : (LIGHTS[run.status] ?? 'neutral');
  return html`<span class=${`status ${light}`}>${t(`status.${run.status}`)}</span>`;
}

/**
 * A progress bar.
 * @param {{label: string, done: number, total: number, open?: boolean}} properties `open`: the total is not known yet
 */
export function Bar({ label, done, total, open = false }) {
  const share = total > 0 ? Math.min(1, done / total) : 0;
  const value = open ? null : String(Math.round(share * 100));
  return html`
    <div class=${open ? 'bar open' : 'bar'} role="progressbar" aria-label=${label} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${value}>
      <div style=${{ width: open ? '100%' : `${share * 100}%` }}></div>
    </div>`;
}

/** Copies a text. */
export function Copy({ text, label = t('copy') }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    announce(t('copied'));
  };
  useEffect(() => {
    const timer = copied && setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);
  return navigator.clipboard ? html`<button class="small" onClick=${copy}>${copied ? t('copied') : label}</button>` : null;
}

/** The reason for a refused request. */
export function Problem({ problem }) {
  return problem ? html`<p class="error" role="alert">${problem.detail || problem.title}</p>` : null;
}

/** A message for an empty list. */
export function Empty({ title, heading = 'h2', children }) {
  return html`<div class="empty"><${heading}>${title}</${heading}><div>${children}</div></div>`;
}

/**
 * Loads more as soon as it is scrolled into view, and is a button for users who do not scroll. After a refusal it waits to be pressed.
 * @param {{load: function(): void, busy: boolean, refusal: string, label: string}} properties
 */
export function LoadMore({ load, busy, refusal, label }) {
  const button = useRef(null);
  useEffect(() => {
    if (refusal) {
      return;
    }
    const seen = new IntersectionObserver(([entry]) => entry.isIntersecting && !busy && load(), { rootMargin: '400px' });
    seen.observe(button.current);
    return () => seen.disconnect();
  }, [load, busy, refusal]);
  return html`
    <p class="error" role="alert">${refusal}</p>
    <button ref=${button} class="more" disabled=${busy} onClick=${load}>${busy ? t('loading') : label}</button>`;
}
