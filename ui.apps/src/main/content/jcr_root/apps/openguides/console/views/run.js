/** The view of one run: progress, failures, and log. */

import { html, useEffect, useRef, useState } from '../html.js';
import { announce, summarise } from '../announce.js';
import { shortId } from '../format.js';
import { useKeys } from '../keys.js';
import { BUSY_MILLIS, IDLE_MILLIS, useUpdates } from '../live.js';
import { adjust, go, kept, Link } from '../place.js';
import { requestOf, runOf, start, statusOf } from '../runs.js';
import { has, t } from '../texts.js';
import { countsOf, titleOf } from '../wording.js';
import { Actions } from '../parts/actions.js';
import { Comparison } from '../parts/comparison.js';
import { refusalText } from '../parts/dialog.js';
import { Failures } from '../parts/failures.js';
import { followWish, Log } from '../parts/log.js';
import { Facts, Nodes, Phases } from '../parts/progress.js';
import { Rate, Samples } from '../parts/rate.js';
import { Copy, Empty, Problem, Status } from '../parts/small.js';

const TABS = ['progress', 'failures', 'log'];

/** Announces the end of each attempt of the run once, and its progress now and then. */
function useSummary(run) {
  const last = useRef(null);
  useEffect(() => {
    if (!run) {
      return;
    }
    // a resumed run may have ended again before it is looked at
    const known = last.current?.id === run.id && last.current;
    if (known && run.ended && !(known.ended && known.attempt === run.attempt)) {
      announce(`${t(`status.${run.status}`)}. ${countsOf(run)}`);
    } else if (!run.ended) {
      summarise(`${t(`status.${run.status}`)}. ${countsOf(run)}`);
    }
    last.current = run;
  }, [run]);
}

/** The current state of the run, and its speed over the last minutes. */
function useRun(id) {
  const [run, setRun] = useState(null);
  const samples = useRef(new Samples());
  useEffect(() => {
    setRun(null);
    samples.current = new Samples();
  }, [id]);
  const updates = useUpdates(
    async (ended) => {
      const now = runOf(await statusOf(id));
      if (!ended()) {
        samples.current.add(Date.now(), now);
        setRun(now);
      }
      return now.ended ? IDLE_MILLIS : BUSY_MILLIS;
    },
    [id],
  );
  return { run, samples: samples.current, ...updates };
}

/** Starts the real run of a dry run. */
function RunThis({ run }) {
  const [refusal, setRefusal] = useState('');
  const [busy, setBusy] = useState(false);
  const isReset = run.type === 'RESET';
  const runThis = async () => {
    setBusy(true);
    try {
      const { processingId } = await start(requestOf(run));
      announce(t('started'));
      go({ ...kept(), view: 'run', id: processingId });
    } catch (error) {
      setRefusal(refusalText(error));
      setBusy(false);
    }
  };
  return html`
    <section class="notice positive dry-run" aria-label=${t('kind.dryRun')}>
      <p>${t(isReset ? 'resetDryRunEnded' : 'dryRunEnded', { count: run.total })}</p>
      <button class=${isReset ? 'danger' : 'primary'} disabled=${busy} onClick=${runThis}>${t(isReset ? 'resetThis' : 'runThis')}</button>
      ${refusal && html`<p class="error" role="alert">${refusal}</p>`}
    </section>`;
}

function Notes({ run }) {
  return html`
    ${run.comments && run.status !== 'SUCCESS' && html`<p class=${`words comment ${run.status === 'FAILURE' ? 'error' : ''}`}>${run.comments}</p>`}
    ${run.throttledBy && !run.ended &&
    html`<p class="words notice-text">${has(`throttled.${run.throttledBy}`) ? t(`throttled.${run.throttledBy}`) : t('throttled.other', { reason: run.throttledBy })}</p>`}
    ${run.guidesProperties === 'own' && !run.dryRun && html`<p class="words notice-text">${t('guidesOwn')}</p>`}`;
}

function Tabs({ at, run, tab }) {
  const words = {
    progress: t('progress'),
    failures: run.failed + run.skipped > 0 ? t('failuresCount', { count: run.failed + run.skipped }) : t('failures'),
    log: t('log'),
  };
  return html`
    <nav class="tabs" aria-label=${t('sections')}>
      ${TABS.map(
        (name) => html`
          <${Link} key=${name} to=${{ view: 'run', id: at.id, tab: name === 'progress' ? '' : name }} aria-current=${tab === name ? 'page' : null}>
            ${words[name]}
          </${Link}>`,
      )}
    </nav>`;
}

function Section({ at, run, samples, tab }) {
  if (tab === 'failures') {
    return html`<${Failures} at=${at} run=${run} />`;
  }
  if (tab === 'log') {
    return html`<${Log} key=${run.id} at=${at} run=${run} />`;
  }
  return html`
    <div class="columns">
      <div>
        <${Phases} run=${run} />
        ${!run.ended && html`<${Rate} run=${run} samples=${samples} />`}
        ${run.comparison && html`<${Comparison} comparison=${run.comparison} />`}
      </div>
      <div>
        <${Facts} run=${run} />
        <${Nodes} run=${run} />
      </div>
    </div>`;
}

export function RunView({ at }) {
  const id = at.id ?? '';
  const { run, samples, problem, refresh } = useRun(id);
  const tab = at.line ? 'log' : TABS.includes(at.tab) ? at.tab : 'progress';
  useSummary(run);
  useKeys({
    f: () => {
      adjust({ ...at, line: '', tab: 'log' });
      followWish.now += 1;
    },
  });

  if (!run) {
    return problem
      ? html`<${Empty} heading="h1" title=${t('noSuchRun')}><${Problem} problem=${problem} /> <${Link} to=${{}}>${t('toRuns')}</${Link}></${Empty}>`
      : html`<h1>${t('run')} <span class="id">${shortId(id)}</span></h1><p class="muted loading">${t('loading')}</p>`;
  }
  return html`
    <p class="back"><${Link} to=${{}}>← ${t('runs')}</${Link}></p>
    <div class="view-head run-head">
      <div>
        <div class="title"><h1>${titleOf(run)} <span class="id">${run.id}</span></h1> <${Copy} text=${run.id} /></div>
        <p><${Status} run=${run} /> <span class="figures">${countsOf(run)}</span></p>
      </div>
      <${Actions} run=${run} changed=${refresh} removed=${() => go(kept())} page />
    </div>
    <${Problem} problem=${problem} />
    ${run.dryRun && run.status === 'SUCCESS' && html`<${RunThis} run=${run} />`}
    <${Notes} run=${run} />
    <${Tabs} at=${at} run=${run} tab=${tab} />
    <${Section} at=${at} run=${run} samples=${samples} tab=${tab} />`;
}
