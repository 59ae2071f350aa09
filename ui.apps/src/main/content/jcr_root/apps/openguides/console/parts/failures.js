/** The failures of a run, grouped by reason: number, remedy, assets, and a button to retry them. */

import { html, useEffect, useState } from '../html.js';
import { announce } from '../announce.js';
import { get } from '../api.js';
import * as format from '../format.js';
import { adjust, go, kept, Link } from '../place.js';
import { restart } from '../runs.js';
import { has, t } from '../texts.js';
import { useUpdates } from '../live.js';
import { Csv } from './csv.js';
import { Copy, Empty, Problem } from './small.js';
import { refusalText } from './dialog.js';

const PATH = 'assets/process/failures';
const PAGE = 200;
const BUSY_MILLIS = 5_000;
const IDLE_MILLIS = 60_000;
const OUTCOMES = ['FAILED', 'SKIPPED', 'WARNING'];

/** The position in the file. */
function whereOf(item) {
  return item.line > 0 ? t(item.column > 0 ? 'lineAndColumn' : 'line', { line: item.line, column: item.column }) : '';
}

/** The assets of one reason, page by page, because there may be a hundred thousand. */
function Items({ run, outcome, reason, retryable }) {
  const [items, setItems] = useState([]);
  const [more, setMore] = useState(true);
  const [refusal, setRefusal] = useState('');
  const [chosen, setChosen] = useState(new Set());
  const load = async () => {
    try {
      const page = await get(PATH, { processingId: run.id, outcome, reason, offset: items.length, limit: PAGE });
      setItems([...items, ...(page.items ?? [])]);
      setMore(page.hasMore === true);
      setRefusal('');
    } catch (error) {
      setRefusal(refusalText(error));
    }
  };
  useEffect(() => void load(), []);
  const choose = (path, on) => {
    const now = new Set(chosen);
    if (on) {
      now.add(path);
    } else {
      now.delete(path);
    }
    setChosen(now);
  };
  return html`
    <div class="items">
      ${refusal && html`<p class="error" role="alert">${refusal}</p>`}
      <table role="table" class="wide-table">
        <thead role="rowgroup">
          <tr role="row">
            ${retryable && html`<th role="columnheader" scope="col" class="narrow"><span class="unseen">${t('choose')}</span></th>`}
            <th role="columnheader" scope="col">${t('asset')}</th><th role="columnheader" scope="col">${t('message')}</th><th role="columnheader" scope="col">${t('where')}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${items.map(
            (item) => html`
              <tr role="row" key=${item.path}>
                ${retryable &&
                html`<td role="cell" class="narrow"><input type="checkbox" aria-label=${t('chooseAsset', { path: item.path })} checked=${chosen.has(item.path)}
                  onChange=${(event) => choose(item.path, event.target.checked)} /></td>`}
                <td role="cell" data-label=${t('asset')} class="path"><${Link} to=${{ view: 'asset', path: item.path }}><bdi>${item.path}</bdi></${Link}></td>
                <td role="cell" data-label=${t('message')} class="message">${item.message}</td>
                <td role="cell" data-label=${t('where')}>${whereOf(item)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      <div class="buttons left">
        ${more && items.length > 0 && html`<button class="small" onClick=${load}>${t('moreAssets')}</button>`}
        ${items.length > 0 && html`<${Copy} text=${items.map((item) => item.path).join('\n')} label=${t('copyPaths')} />`}
        ${chosen.size > 0 &&
        html`<${Retry} run=${run} which=${{ failedOnly: true, paths: [...chosen] }} label=${t('retryChosen', { count: chosen.size })} />`}
      </div>
    </div>`;
}

function Retry({ run, which, label }) {
  const [refusal, setRefusal] = useState('');
  const [busy, setBusy] = useState(false);
  const retry = async () => {
    setBusy(true);
    try {
      const { processingId } = await restart(run.id, which);
      announce(t('restarted'));
      go({ ...kept(), view: 'run', id: processingId });
    } catch (error) {
      setRefusal(refusalText(error));
      setBusy(false);
    }
  };
  return html`
    <button class="small" disabled=${busy} onClick=${retry}>${label}</button>
    ${refusal && html`<p class="error" role="alert">${refusal}</p>`}`;
}

function Group({ run, outcome, group, open, toggle }) {
  const retryable = run.ended && outcome === 'FAILED';
  const id = `reason-${group.reason}`;
  const own = has(`reason.${group.reason}`); // in the language of the page, where it knows the reason
  return html`
    <section class="group" aria-labelledby=${id}>
      <div class="group-head">
        <div class="group-title">
          <h2 id=${id}>
            <button class="link" aria-expanded=${String(open)} onClick=${toggle}>
              <span class="count figures">${format.number(group.count)} ×</span>${' '}${own ? t(`reason.${group.reason}`) : group.title || group.reason}
            </button>
          </h2>
          ${group.remedy && html`<p class="remedy">${own && has(`remedy.${group.reason}`) ? t(`remedy.${group.reason}`) : group.remedy}</p>`}
        </div>
        <div class="buttons">
          <${Csv} path=${PATH} parameters=${{ processingId: run.id, outcome, reason: group.reason }} name=${`${run.id}-${group.reason}.csv`} />
          ${retryable && html`<${Retry} run=${run} which=${{ failedOnly: true, reasons: [group.reason] }} label=${t('retryThese')} />`}
        </div>
      </div>
      ${open && html`<${Items} run=${run} outcome=${outcome} reason=${group.reason} retryable=${retryable} />`}
    </section>`;
}

export function Failures({ at, run }) {
  const outcome = OUTCOMES.includes(at.outcome) ? at.outcome : 'FAILED';
  const [page, setPage] = useState(null);
  const { problem } = useUpdates(
    async (ended) => {
      const now = await get(PATH, { processingId: run.id, outcome, limit: 1 });
      if (!ended()) {
        setPage(now);
      }
      // requests that take the server long are repeated less often
      return run.ended || now.complete === false ? IDLE_MILLIS : BUSY_MILLIS;
    },
    [run.id, run.ended, outcome],
  );
  const groups = page?.groups ?? [];
  const cut = page?.complete === false;
  const open = at.reason ?? (groups.length === 1 ? groups[0].reason : '');
  return html`
    <div class="outcomes" role="group" aria-label=${t('outcome')}>
      ${OUTCOMES.map(
        (each) => html`
          <button key=${each} class="small" aria-pressed=${String(each === outcome)} onClick=${() => adjust({ ...at, outcome: each, reason: '' })}>
            ${t(`outcome.${each}`)}
          </button>`,
      )}
      ${(groups.length > 0 || cut) &&
      html`<${Csv} path=${PATH} parameters=${{ processingId: run.id, outcome }} name=${`${run.id}-${outcome.toLowerCase()}.csv`} label=${t('allAsCsv')} kind="small right" />`}
    </div>
    <${Problem} problem=${problem} />
    ${cut && html`<p class="words notice-text">${t('findingsCut')}</p>`}
    ${page && !cut && groups.length === 0 && html`<${Empty} title=${t(`none.${outcome}`)}>${t(run.ended ? 'noneText' : 'noneYetText')}</${Empty}>`}
    ${groups.map(
      (group) => html`<${Group} key=${`${outcome} ${group.reason}`} run=${run} outcome=${outcome} group=${group} open=${group.reason === open}
        toggle=${() => adjust({ ...at, outcome, reason: group.reason === open ? '-' : group.reason })} />`,
    )}
    ${page?.hidden > 0 && html`<p class="muted">${t('hidden', { count: page.hidden })}</p>`}
    ${!page && !problem && html`<p class="muted loading">${t('loading')}</p>`}`;
}
