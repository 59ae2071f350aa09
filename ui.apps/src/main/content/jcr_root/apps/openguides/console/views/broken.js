/** The view of the broken references of a folder. */

import { html, useEffect, useRef, useState } from '../html.js';
import { announce } from '../announce.js';
import { get } from '../api.js';
import * as format from '../format.js';
import { useKeys } from '../keys.js';
import { adjust, Link } from '../place.js';
import { has, t } from '../texts.js';
import { Csv } from '../parts/csv.js';
import { refusalText } from '../parts/dialog.js';
import { Empty } from '../parts/small.js';

const PATH = 'assets/references/broken';
const PAGE = 500;

/**
 * Searches a folder page by page; an empty page need not be the last.
 * @param {string} folder
 * @param {number} turn another one searches again
 */
function useBroken(folder, turn) {
  const [found, setFound] = useState(null);
  const [refusal, setRefusal] = useState('');
  const [busy, setBusy] = useState(false);
  const [cursor, setCursor] = useState('');
  const asked = useRef(0);

  const read = async (before, from) => {
    const mine = ++asked.current;
    setBusy(true);
    setRefusal('');
    let all = before;
    let next = from;
    try {
      do {
        const page = await get(PATH, { path: folder, limit: PAGE, cursor: next });
        if (mine !== asked.current) {
          return;
        }
        all = [...all, ...(page.references ?? [])];
        next = page.nextCursor;
        setFound(all);
      } while (next && all.length - before.length < PAGE);
      setCursor(next ?? '');
      announce(t('brokenFound', { count: all.length }));
    } catch (error) {
      if (mine === asked.current) {
        setRefusal(refusalText(error));
        setCursor(next ?? '');
      }
    }
    if (mine === asked.current) {
      setBusy(false);
    }
  };
  useEffect(() => {
    setFound(null);
    setCursor('');
    setRefusal('');
    setBusy(false); // a search that was left does not say that it has ended
    if (folder) {
      read([], undefined);
    }
    return () => void asked.current++;
  }, [folder, turn]);
  return { found, refusal, busy, cursor, more: () => read(found ?? [], cursor) };
}

function Row({ each }) {
  return html`
    <tr role="row">
      <td role="cell" data-label=${t('asset')} class="path"><${Link} to=${{ view: 'asset', path: each.path }}><bdi>${each.path}</bdi></${Link}></td>
      <td role="cell" data-label=${t('lineHeader')} class="figures">${each.line > 0 ? format.number(each.line) : ''}</td>
      <td role="cell" data-label=${t('reference')}><code>${`<${each.element} ${each.attribute}="${each.value}">`}</code></td>
      <td role="cell" data-label=${t('whatIsWrong')}><span class="status negative">${has(`reference.${each.status}`) ? t(`reference.${each.status}`) : each.status}</span></td>
    </tr>`;
}

export function BrokenView({ at }) {
  const folder = at.path ?? '';
  const field = useRef(null);
  const [turn, setTurn] = useState(0);
  const { found, refusal, busy, cursor, more } = useBroken(folder, turn);
  useKeys({ '/': () => field.current.focus() });
  useEffect(() => {
    field.current.value = folder;
  }, [folder]);
  const search = (event) => {
    event.preventDefault();
    adjust({ ...at, path: field.current.value.trim() });
    setTurn(turn + 1);
  };
  return html`
    <div class="view-head"><h1>${t('brokenReferences')}</h1></div>
    <form class="filters" onSubmit=${search}>
      <label class="wide">${t('folder')}<input ref=${field} type="text" autocomplete="off" spellcheck=${false} placeholder="/content/dam" aria-describedby="broken-refusal" /></label>
      <button class="primary" disabled=${busy}>${busy ? t('searching') : t('show')}</button>
      ${found?.length > 0 && html`<${Csv} path=${PATH} parameters=${{ path: folder }} name="broken-references.csv" kind="" />`}
    </form>
    <p id="broken-refusal" class="error" role="alert">${refusal}</p>
    ${!folder && html`<${Empty} title=${t('chooseFolder')}>${t('chooseFolderText')}</${Empty}>`}
    ${found && found.length === 0 && !busy && !refusal && html`<${Empty} title=${t('nothingBroken')}>${t('nothingBrokenText')}</${Empty}>`}
    ${found?.length > 0 &&
    html`
      <p class="muted figures">${t(cursor || busy ? 'brokenSoFar' : 'brokenFound', { count: found.length })}</p>
      <table role="table" class="wide-table">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">${t('asset')}</th><th role="columnheader" scope="col">${t('lineHeader')}</th>
            <th role="columnheader" scope="col">${t('reference')}</th><th role="columnheader" scope="col">${t('whatIsWrong')}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${found.map((each, index) => html`<${Row} key=${index} each=${each} />`)}
        </tbody>
      </table>`}
    ${cursor && html`<button class="more" disabled=${busy} onClick=${more}>${busy ? t('searching') : t('searchOn')}</button>`}`;
}
