/** The list of runs, newest first. */

import { html, memo, useCallback, useEffect, useRef, useState } from '../html.js';
import { summarise } from '../announce.js';
import * as format from '../format.js';
import { useKeys } from '../keys.js';
import { BUSY_MILLIS, frozen, IDLE_MILLIS, useUpdates } from '../live.js';
import { adjust, Link } from '../place.js';
import { entry, history, isCounting, isOpen, merged, Others, renewed } from '../runs.js';
import { t } from '../texts.js';
import { countsOf, titleOf } from '../wording.js';
import { Actions } from '../parts/actions.js';
import { refusalText } from '../parts/dialog.js';
import { Bar, Empty, LoadMore, Paths, Problem, Status, Time } from '../parts/small.js';

const PAGE = 50;
const OLDER_PAGE = 200;
const STATES = { running: ['WAITING', 'PROCESSING'], success: ['SUCCESS'], failure: ['FAILURE'], cancelled: ['CANCELLED'] };

const conditionsOf = (at) => ({
  status: STATES[at.status],
  createdBy: at.createdBy,
  path: at.path,
  q: at.q,
  system: at.system === 'true' ? undefined : 'false',
});

function Progress({ run }) {
  const speed = [];
  if (run.rate !== null) {
    speed.push(format.rate(run.rate));
  }
  if (run.remaining !== null) {
    speed.push(t('left', { time: format.duration(run.remaining * 1_000) }));
  }
  const counting = isCounting(run);
  return html`
    <${Bar} label=${t('progress')} done=${run.done} total=${run.total} open=${counting} />
    <div class="muted figures">${[counting ? '' : format.percent(run.done, run.total), ...speed].filter(Boolean).join(' · ')}</div>`;
}

const Row = memo(({ run, changed }) => {
  if (!run.id) {
    return html`<tr role="row"><td role="cell" colspan="5" class="muted">${t('unreadable')}</td></tr>`;
  }
  return html`
    <tr role="row" data-run=${run.id} class=${run.system ? 'system' : ''}>
      <th role="rowheader" scope="row">
        <${Link} to=${{ view: 'run', id: run.id }}>${titleOf(run)} <span class="id">${format.shortId(run.id)}</span></${Link}>
        ${run.ticks > 1 && html` <span class="muted">${t('ticks', { count: run.ticks })}</span>`}
        <${Paths} paths=${run.paths} />
        ${run.excludedPaths.length > 0 &&
        html`<div class="without"><span class="muted">${t('without')}</span> <${Paths} paths=${run.excludedPaths} excluded /></div>`}
      </th>
      <td role="cell" data-label=${t('createdBy')}>${run.system ? t('system') : run.createdBy}</td>
      <td role="cell" data-label=${t('time')}>
        <${Time} at=${run.startedAt} />
        ${run.ended && html`<div class="muted"><${Time} at=${run.completedAt} /></div>`}
      </td>
      <td role="cell" data-label=${t('state')} class="standing">
        <${Status} run=${run} />
        <div class="figures">${countsOf(run)}</div>
        ${run.status === 'PROCESSING' && html`<${Progress} run=${run} />`}
        ${run.ended && run.status !== 'SUCCESS' && run.comments && html`<div class="muted comment">${run.comments}</div>`}
      </td>
      <td role="cell" data-label=${t('actions')}><${Actions} run=${run} changed=${changed} /></td>
    </tr>`;
});

function Filters({ at, search }) {
  // a field that reports its value later must not undo a change of another one
  const latest = useRef(at);
  latest.current = at;
  const set = (name, value) => adjust({ ...latest.current, [name]: value });
  return html`
    <form class="filters" role="search" onSubmit=${(event) => event.preventDefault()}>
      <label class="wide">${t('search')}<${Typed} input=${search} type="search" value=${at.q ?? ''} changed=${(value) => set('q', value)} placeholder=${t('searchHint')} /></label>
      <label>${t('state')}
        <select value=${at.status ?? ''} onChange=${(event) => set('status', event.target.value)}>
          ${['', ...Object.keys(STATES)].map((state) => html`<option key=${state} value=${state}>${t(`filter.${state || 'all'}`)}</option>`)}
        </select>
      </label>
      <label>${t('createdBy')}<${Typed} value=${at.createdBy ?? ''} changed=${(value) => set('createdBy', value)} /></label>
      <label>${t('covers')}<${Typed} value=${at.path ?? ''} changed=${(value) => set('path', value)} placeholder="/content/dam" /></label>
      <label class="switch"><input type="checkbox" role="switch" checked=${at.system === 'true'}
        onChange=${(event) => set('system', event.target.checked ? 'true' : '')} /> ${t('showSystem')}</label>
    </form>`;
}

/** A field that reports its value when the user stops typing. */
function Typed({ value, changed, input, ...more }) {
  const timer = useRef(0);
  const field = useRef(null);
  useEffect(() => {
    if (document.activeElement !== field.current) {
      field.current.value = value;
    }
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const typed = (event) => {
    clearTimeout(timer.current);
    const text = event.target.value.trim();
    timer.current = setTimeout(() => changed(text), 300);
  };
  const both = (element) => {
    field.current = element;
    if (input) {
      input.current = element;
    }
  };
  return html`<input ref=${both} type="text" autocomplete="off" spellcheck=${false} onInput=${typed} ...${more} />`;
}

function pauseOf(list) {
  const running = list.filter(isOpen);
  if (running.length > 0) {
    summarise(t('summary', { count: running.length, text: countsOf(running[0]) }));
  }
  return running.length > 0 ? BUSY_MILLIS : IDLE_MILLIS;
}

/** The runs that match the filter: the newest are kept up to date, older ones are loaded on request and read again until they have ended. */
function useRuns(at) {
  const [list, setList] = useState(null);
  const [older, setOlder] = useState(null);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const shown = useRef([]);
  const others = useRef(new Others());
  const conditions = conditionsOf(at);
  const key = JSON.stringify(conditions);

  const show = (now) => {
    shown.current = now;
    setList(now);
  };
  const updates = useUpdates(
    async (ended) => {
      const page = await history({ ...conditions, limit: PAGE });
      if (ended()) {
        return IDLE_MILLIS;
      }
      const newest = page.executionHistory ?? [];
      const now = merged(shown.current, newest, Boolean(page.nextBefore));
      if (now.length <= newest.length) {
        setOlder(page.nextBefore ?? null);
      }
      show(now);
      const answers = await others.current.read(now.slice(newest.length));
      if (ended()) {
        return IDLE_MILLIS;
      }
      if (answers.size > 0) {
        show(renewed(shown.current, answers, (run) => conditions.status?.includes(run.status) ?? true));
      }
      return pauseOf(shown.current);
    },
    [key],
  );
  const { refresh } = updates;
  const changed = useCallback(
    (id) => {
      others.current.changed(id);
      refresh();
    },
    [refresh],
  );
  const latest = useRef(key);
  latest.current = key;
  useEffect(() => {
    setOlder(null); // the former place would leave out runs between it and the first page
    setRefusal('');
    setBusy(false);
    return () => {
      shown.current = []; // others will be shown; until they are there, these stay in sight
    };
  }, [key]);

  const load = useCallback(async () => {
    setBusy(true);
    setRefusal('');
    try {
      const page = await history({ ...conditions, limit: OLDER_PAGE, before: older });
      if (key !== latest.current) {
        return; // others are shown now
      }
      const ids = new Set(shown.current.map((run) => run.id));
      const more = (page.executionHistory ?? []).map(entry).filter((run) => !ids.has(run.id));
      show([...shown.current, ...more]);
      setOlder(page.nextBefore ?? null);
      if (more.some(isOpen) && !frozen.now) {
        refresh(); // there may have been nothing to look at often until now
      }
    } catch (error) {
      if (key !== latest.current) {
        return;
      }
      setRefusal(refusalText(error));
    }
    setBusy(false);
  }, [key, older]);
  return { list, older, busy, refusal, load, changed, problem: updates.problem };
}

export function ListView({ at, openNew }) {
  const search = useRef(null);
  const { list, older, busy, refusal, load, changed, problem } = useRuns(at);
  useKeys({ '/': () => search.current.focus() });
  const filtered = Object.values(conditionsOf({ ...at, system: 'true' })).some(Boolean);
  return html`
    <div class="view-head">
      <h1>${t('runs')}</h1>
      <button class="primary" onClick=${openNew}>${t('newRun')}</button>
    </div>
    <${Filters} at=${at} search=${search} />
    <${Problem} problem=${problem} />
    ${list && list.length === 0 && !older &&
    html`<${Empty} title=${t(filtered ? 'nothingFound' : 'noRuns')}>${t(filtered ? 'nothingFoundText' : 'noRunsText')}</${Empty}>`}
    ${list && list.length > 0 &&
    html`
      <table role="table" class="runs" aria-label=${t('runs')}>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">${t('run')}</th>
            <th role="columnheader" scope="col">${t('createdBy')}</th>
            <th role="columnheader" scope="col" aria-sort="descending">${t('startedEnded')}</th>
            <th role="columnheader" scope="col">${t('state')}</th>
            <th role="columnheader" scope="col">${t('actions')}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${list.map((run, index) => html`<${Row} key=${run.id || index} run=${run} changed=${changed} />`)}
        </tbody>
      </table>`}
    ${older && html`<${LoadMore} load=${load} busy=${busy} refusal=${refusal} label=${t('older')} />`}
    ${!list && !problem && html`<p class="muted loading">${t('loading')}</p>`}`;
}
