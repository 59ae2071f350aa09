/** The view of one asset. */

import { html, useEffect, useRef, useState } from '../html.js';
import { get } from '../api.js';
import * as format from '../format.js';
import { useKeys } from '../keys.js';
import { adjust, Link } from '../place.js';
import { has, t } from '../texts.js';
import { refusalText } from '../parts/dialog.js';
import { Copy, Empty } from '../parts/small.js';

const GOOD = new Set(['ok', 'key-defined', 'external', 'peer', 'empty']);
const LIGHTS = { SUCCESS: 'positive', FAILURE: 'negative', PROCESSING: 'informative', PENDING: 'waiting' };

/** A path begins with a slash; anything else is a uuid. */
const questionOf = (text) => (text.startsWith('/') ? { path: text } : { uuid: text });

/**
 * Reads an asset.
 * @param {string} question
 * @param {number} turn another one reads again
 */
function useAsset(question, turn) {
  const [asset, setAsset] = useState(null);
  const [refusal, setRefusal] = useState('');
  useEffect(() => {
    let ended = false;
    setAsset(null);
    setRefusal('');
    if (question) {
      get('assets/references', questionOf(question)).then(
        (answer) => !ended && setAsset(answer),
        (error) => !ended && setRefusal(refusalText(error)),
      );
    }
    return () => {
      ended = true;
    };
  }, [question, turn]);
  return { asset, refusal };
}

function Facts({ asset }) {
  const fact = (label, value, copy) =>
    value && html`<div><dt>${label}</dt><dd><span class="id">${value}</span> ${copy && html`<${Copy} text=${value} />`}</dd></div>`;
  return html`
    <dl class="facts">
      <div><dt>${t('state')}</dt><dd><span class=${`status ${LIGHTS[asset.status] ?? 'neutral'}`}>${t(`asset.${asset.status}`)}</span></dd></div>
      ${fact(t('path'), asset.path, true)} ${fact('UUID', asset.uuid, true)}
      ${fact(t('kind'), has(`type.${asset.fileType}`) ? t(`type.${asset.fileType}`) : asset.fileType)}
      ${fact(t('assetTitle'), asset.title)} ${fact('id', asset.id)} ${fact('class', asset.class)}
      ${fact(t('keys'), (asset.keys ?? []).join(', '))}
    </dl>`;
}

function Outgoing({ references }) {
  return html`
    <h2>${t('outgoing', { count: references.length })}</h2>
    ${references.length > 0 &&
    html`
      <table role="table" class="wide-table">
        <thead role="rowgroup"><tr role="row">
          <th role="columnheader" scope="col">${t('lineHeader')}</th><th role="columnheader" scope="col">${t('reference')}</th>
          <th role="columnheader" scope="col">${t('target')}</th><th role="columnheader" scope="col">${t('state')}</th>
        </tr></thead>
        <tbody role="rowgroup">
          ${references.map(
            (each, index) => html`
              <tr role="row" key=${index}>
                <td role="cell" data-label=${t('lineHeader')} class="figures">${each.line > 0 ? format.number(each.line) : ''}</td>
                <td role="cell" data-label=${t('reference')}><code>${`<${each.element} ${each.attribute}="${each.value}">`}</code></td>
                <td role="cell" data-label=${t('target')} class="path">${each.target && html`<${Link} to=${{ view: 'asset', path: each.target }}><bdi>${each.target}</bdi></${Link}>`}</td>
                <td role="cell" data-label=${t('state')}><span class=${`status ${GOOD.has(each.status) ? 'positive' : 'negative'}`}>${has(`reference.${each.status}`) ? t(`reference.${each.status}`) : each.status}</span></td>
              </tr>`,
          )}
        </tbody>
      </table>`}`;
}

function Incoming({ references }) {
  return html`
    <h2>${t('incoming', { count: references.length })}</h2>
    ${references.length > 0 &&
    html`
      <table role="table" class="wide-table">
        <thead role="rowgroup"><tr role="row">
          <th role="columnheader" scope="col">${t('asset')}</th><th role="columnheader" scope="col">${t('by')}</th>
        </tr></thead>
        <tbody role="rowgroup">
          ${references.map(
            (each, index) => html`
              <tr role="row" key=${index}>
                <td role="cell" data-label=${t('asset')} class="path"><${Link} to=${{ view: 'asset', path: each.path }}><bdi>${each.path}</bdi></${Link}></td>
                <td role="cell" data-label=${t('by')}><code>${each.element}/@${each.attribute}</code></td>
              </tr>`,
          )}
        </tbody>
      </table>`}`;
}

export function AssetView({ at }) {
  const question = at.path ?? at.uuid ?? '';
  const field = useRef(null);
  const [turn, setTurn] = useState(0);
  const { asset, refusal } = useAsset(question, turn);
  useKeys({ '/': () => field.current.focus() });
  useEffect(() => {
    field.current.value = question;
  }, [question]);
  const show = (event) => {
    event.preventDefault();
    const { path, uuid, ...rest } = at;
    adjust({ ...rest, ...questionOf(field.current.value.trim()) });
    setTurn(turn + 1);
  };
  return html`
    <div class="view-head"><h1>${t('asset')}</h1></div>
    <form class="filters" onSubmit=${show}>
      <label class="wide">${t('pathOrUuid')}<input ref=${field} type="text" autocomplete="off" spellcheck=${false} placeholder="/content/dam/… · GUID-…" aria-describedby="asset-refusal" /></label>
      <button class="primary">${t('show')}</button>
    </form>
    <p id="asset-refusal" class="error" role="alert">${refusal}</p>
    ${!question && html`<${Empty} title=${t('chooseAssetTitle')}>${t('chooseAssetText')}</${Empty}>`}
    ${question && !asset && !refusal && html`<p class="muted loading">${t('loading')}</p>`}
    ${asset && html`<${Facts} asset=${asset} /> <${Outgoing} references=${asset.outgoing ?? []} /> <${Incoming} references=${asset.incoming ?? []} />`}`;
}
