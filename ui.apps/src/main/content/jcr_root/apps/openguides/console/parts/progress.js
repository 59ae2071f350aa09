/** Progress, request and nodes of a run. */

import { html } from '../html.js';
import * as format from '../format.js';
import { isCounting } from '../runs.js';
import { Link } from '../place.js';
import { has, t } from '../texts.js';
import { Bar, Paths, Time } from './small.js';

/** A phase of the run with its progress bar. */
function Phase({ label, done, total, open, figures }) {
  return html`
    <div class="phase">
      <div class="phase-head"><span>${label}</span><span class="figures">${figures}</span></div>
      <${Bar} label=${label} done=${done} total=${total} open=${open} />
    </div>`;
}

function Tile({ label, value, kind = '' }) {
  return html`<div class=${`tile ${kind}`}><dd class="figures">${value}</dd><dt>${label}</dt></div>`;
}

export function Phases({ run }) {
  const counting = isCounting(run) && run.status === 'PROCESSING';
  const selected = run.ended || run.counting === 'SUCCESS';
  const linking = run.phase === 'LINKING' || (run.ended && run.linked > 0);
  return html`
    <section aria-label=${t('progress')}>
      <${Phase} label=${t('phase.selecting')} done=${selected ? 1 : 0} total=${1} open=${counting} figures=${t('files', { count: run.total })} />
      ${!(run.dryRun && !run.compare) &&
      html`<${Phase} label=${t(run.compare ? 'phase.comparing' : 'phase.processing')} done=${run.done} total=${run.total}
        open=${false} figures=${counting ? t('files', { count: run.done }) : `${t('doneOf', { done: run.done, count: run.total })} · ${format.percent(run.done, run.total)}`} />`}
      ${run.linked !== null && !run.dryRun &&
      html`<${Phase} label=${t('phase.linking')} done=${linking ? run.linked : 0} total=${run.total} open=${false}
        figures=${t('files', { count: run.linked })} />`}
      <dl class="tiles">
        <${Tile} label=${t('succeededLabel')} value=${format.number(run.succeeded)} />
        <${Tile} label=${t('failedLabel')} value=${format.number(run.failed)} kind=${run.failed > 0 ? 'negative' : ''} />
        <${Tile} label=${t('skippedLabel')} value=${format.number(run.skipped)} />
        ${run.warnings !== null && html`<${Tile} label=${t('warningsLabel')} value=${format.number(run.warnings)} />`}
      </dl>
      ${run.countsByType.length > 0 &&
      html`
        <table class="small-table">
          <caption>${t('byKind')}</caption>
          <thead>
            <tr>
              <th scope="col">${t('kind')}</th><th scope="col" class="figures">${t('succeededLabel')}</th>
              <th scope="col" class="figures">${t('failedLabel')}</th><th scope="col" class="figures">${t('skippedLabel')}</th>
            </tr>
          </thead>
          <tbody>
            ${run.countsByType.map(
              (each) => html`
                <tr key=${each.kind}>
                  <th scope="row">${has(`type.${each.kind}`) ? t(`type.${each.kind}`) : each.kind}</th><td class="figures">${format.number(each.succeeded)}</td>
                  <td class="figures">${format.number(each.failed)}</td><td class="figures">${format.number(each.skipped)}</td>
                </tr>`,
            )}
          </tbody>
        </table>`}
    </section>`;
}

function Fact({ label, children }) {
  return html`<div><dt>${label}</dt><dd>${children}</dd></div>`;
}

function filterWords(filter) {
  const words = (Array.isArray(filter.fileTypes) ? filter.fileTypes : []).map((type) => (has(`type.${type}`) ? t(`type.${type}`) : String(type)));
  if (filter.filterProcessedAssets === true) {
    words.push(t('skipProcessed'));
  }
  return words.join(', ');
}

/** The elapsed time of the run, by the clock of the browser until it ends. */
const elapsed = (run) => format.duration((run.completedAt || Date.now()) - run.startedAt);

export function Facts({ run }) {
  const filter = filterWords(run.filter);
  return html`
    <section aria-label=${t('facts')}>
      <dl class="facts">
        <${Fact} label=${t('paths')}><${Paths} paths=${run.paths} most=${8} /></${Fact}>
        ${run.excludedPaths.length > 0 && html`<${Fact} label=${t('excludedPaths')}><${Paths} paths=${run.excludedPaths} excluded most=${8} /></${Fact}>`}
        ${filter && html`<${Fact} label=${t('filter')}>${filter}</${Fact}>`}
        ${(run.filter.startTime || run.filter.endTime) &&
        html`<${Fact} label=${t('created')}><${Time} at=${run.filter.startTime} /> – <${Time} at=${run.filter.endTime} /></${Fact}>`}
        <${Fact} label=${t('createdBy')}>${run.system ? t('system') : run.createdBy}</${Fact}>
        <${Fact} label=${t('startedAt')}><${Time} at=${run.startedAt} /></${Fact}>
        <${Fact} label=${t('endedAt')}><${Time} at=${run.completedAt} /></${Fact}>
        ${run.startedAt > 0 && html`<${Fact} label=${t('elapsed')}><span class="figures">${elapsed(run)}</span></${Fact}>`}
        ${!run.ended && html`<${Fact} label=${t('remaining')}><span class="figures">${run.remaining === null ? t('unknownYet') : format.duration(run.remaining * 1_000)}</span></${Fact}>`}
        ${run.notBefore > 0 && html`<${Fact} label=${t('notBefore')}><${Time} at=${run.notBefore} /></${Fact}>`}
        ${run.dailyHours && html`<${Fact} label=${t('dailyHours')}>${run.dailyHours}</${Fact}>`}
        ${run.restartOf && html`<${Fact} label=${t('restartOf')}><${Link} to=${{ view: 'run', id: run.restartOf }}>${format.shortId(run.restartOf)}</${Link}></${Fact}>`}
      </dl>
    </section>`;
}

export function Nodes({ run }) {
  return html`
    ${run.nodes.length > 0 &&
    html`
      <table class="small-table">
        <caption>${t('nodes')}</caption>
        <thead><tr><th scope="col">${t('node')}</th><th scope="col">${t('nodeDone')}</th><th scope="col">${t('lastSeen')}</th></tr></thead>
        <tbody>
          ${run.nodes.map(
            (node) => html`<tr key=${node.name}><th scope="row" class="id">${String(node.name)}</th><td class="figures">${format.number(node.done ?? 0)}</td><td><${Time} at=${node.lastSeen} /></td></tr>`,
          )}
        </tbody>
      </table>`}
    ${run.attempts.length > 0 &&
    html`
      <table class="small-table">
        <caption>${t('attempts')}</caption>
        <thead><tr><th scope="col">${t('attempt')}</th><th scope="col">${t('node')}</th><th scope="col">${t('startedAt')}</th><th scope="col">${t('endedAt')}</th></tr></thead>
        <tbody>
          ${run.attempts.map(
            (attempt) => html`
              <tr key=${attempt.number}>
                <th scope="row" class="figures">${String(attempt.number)}</th><td class="id short-id" title=${String(attempt.node ?? '')}>${format.shortId(String(attempt.node ?? ''))}</td>
                <td><${Time} at=${attempt.startedAt} /></td><td><${Time} at=${attempt.endedAt} /></td>
              </tr>`,
          )}
        </tbody>
      </table>`}`;
}
