/** A dialog over the page. The browser keeps the focus inside, closes it on Escape, and gives the focus back. */

import { html, useLayoutEffect, useRef, useState } from '../html.js';
import { announce } from '../announce.js';
import { t } from '../texts.js';

/**
 * @param {{title: string, close: function(): void, children?: any, class?: string}} properties `close` is called when the user leaves the dialog
 */
export function Dialog({ title, close, children, class: kind = '' }) {
  const dialog = useRef(null);
  const opener = useRef(/** @type {HTMLElement} */ (document.activeElement));
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown.showModal();
    return () => {
      shown.close(); // as long as it is open, nothing else can have the focus
      if (opener.current?.isConnected) {
        opener.current.focus();
      }
    };
  }, []);
  return html`
    <dialog ref=${dialog} class=${kind} aria-label=${title} onClose=${close}>
      <div class="dialog-head">
        <h2>${title}</h2>
        <button class="quiet" onClick=${() => dialog.current.close()} aria-label=${t('close')} title=${t('close')}>✕</button>
      </div>
      ${children}
    </dialog>`;
}

/**
 * Asks for confirmation, performs the action, and shows why if it is refused.
 * @param {{title: string, text: string, action: string, done: string, act: function(): Promise<void>, close: function(): void}} properties
 */
export function Confirmation({ title, text, action, done, act, close }) {
  const [refusal, setRefusal] = useState('');
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    try {
      await act();
      announce(done);
      close();
    } catch (error) {
      setRefusal(refusalText(error));
      setBusy(false);
    }
  };
  return html`
    <${Dialog} title=${title} close=${close} class="small">
      <p class="words">${text}</p>
      ${refusal && html`<p class="error" role="alert">${refusal}</p>`}
      <div class="buttons">
        <button autofocus onClick=${close}>${t('keep')}</button>
        <button class="danger" disabled=${busy} onClick=${confirm}>${action}</button>
      </div>
    </${Dialog}>`;
}

const WORDS = { login: 'signedOut', cut: 'brokeOff' };

/** The message of a refusal. */
export function refusalText(error) {
  return error.kind === 'problem' ? error.message : t(WORDS[error.kind] ?? 'awayNow');
}
