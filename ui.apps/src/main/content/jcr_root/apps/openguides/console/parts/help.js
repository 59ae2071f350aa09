/** The keyboard shortcuts, and links to the documentation. */

import { html } from '../html.js';
import { t } from '../texts.js';
import { Dialog } from './dialog.js';

const KEYS = ['/', 'n', 'f', '?', 'Esc'];

export function Help({ close }) {
  return html`
    <${Dialog} title=${t('help')} close=${close} class="small">
      <dl class="keys">
        ${KEYS.map((key) => html`<div key=${key}><dt><kbd>${key}</kbd></dt><dd>${t(`key.${key}`)}</dd></div>`)}
      </dl>
      <p class="words">${t('helpText')}</p>
    </${Dialog}>`;
}
