/** The dialog that starts a run. */

import { html, useEffect, useState } from '../html.js';
import { announce } from '../announce.js';
import { millisOf, pathsIn, shortId } from '../format.js';
import { fileTypes, start } from '../runs.js';
import { Link } from '../place.js';
import { has, t } from '../texts.js';
import { Dialog, refusalText } from '../parts/dialog.js';
import { Picker } from '../parts/picker.js';

const DEEDS = ['ASSET_PROCESSING', 'RESET'];

/** The field of the dialog that shows the problem of a request field. */
const FIELDS = {
  path: 'paths',
  paths: 'paths',
  excludedPaths: 'excluded',
  'filter.fileTypes': 'types',
  'filter.startTime': 'created',
  'filter.endTime': 'created',
  notBefore: 'when',
  dailyHours: 'when',
};

/** The request to the server. */
export function requestFrom(form) {
  return {
    type: form.type,
    path: form.paths,
    excludedPaths: form.excluded,
    filter: {
      fileTypes: form.types,
      filterProcessedAssets: form.skipProcessed && form.type !== 'RESET',
      startTime: millisOf(form.after),
      endTime: millisOf(form.before),
    },
    dryRun: form.dryRun,
    compare: form.dryRun && form.compare,
    notBefore: millisOf(form.notBefore),
    dailyHours: form.from || form.until ? `${form.from}-${form.until}` : undefined,
  };
}

const BLANK = {
  type: 'ASSET_PROCESSING', paths: [], excluded: [], types: [], skipProcessed: false, after: '', before: '', dryRun: false, compare: false,
  notBefore: '', from: '', until: '',
};

/**
 * Paths as chips, chosen in the picker or pasted. They are last, so that a new chip does not move the picker between the two clicks of a
 * double click. Typed text stays in its field until Enter is pressed or the run is started: a chip that appeared when the field loses the focus
 * would move the button that is being clicked.
 */
function PathsField({ id, label, hint, paths, set, error }) {
  const [browsing, setBrowsing] = useState(id === 'paths');
  const add = (more) => set([...paths, ...more.filter((path) => !paths.includes(path))]);
  const take = ({ target }) => {
    add(pathsIn(target.value));
    target.value = '';
  };
  const paste = (event) => {
    const pasted = pathsIn(event.clipboardData.getData('text/plain'));
    if (pasted.length > 1) {
      event.preventDefault();
      add(pasted);
    }
  };
  const press = (event) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      take(event);
    }
  };
  const toggle = (path) => (paths.includes(path) ? set(paths.filter((each) => each !== path)) : add([path]));
  return html`
    <fieldset class=${error ? 'wrong' : ''}>
      <legend>${label}</legend>
      <div class="path-field">
        <input id=${`field-${id}`} autofocus=${id === 'paths'} type="text" autocomplete="off" spellcheck=${false} aria-label=${t('typeOrPaste', { label })} placeholder=${hint}
          aria-invalid=${error ? 'true' : null} aria-describedby=${`error-${id}`} onKeyDown=${press} onPaste=${paste} />
        <button type="button" aria-expanded=${String(browsing)} onClick=${() => setBrowsing(!browsing)}>${t('browse')}</button>
      </div>
      <p id=${`error-${id}`} class="error" role="alert">${error}</p>
      ${browsing && html`<${Picker} id=${`picker-${id}`} label=${label} chosen=${paths} toggle=${toggle} />`}
      ${paths.length > 0 &&
      html`
        <ul class="chips">
          ${paths.map(
            (path) => html`
              <li key=${path}><bdi>${path}</bdi>
                <button type="button" class="link" aria-label=${t('removePath', { path })} onClick=${() => set(paths.filter((each) => each !== path))}>✕</button>
              </li>`,
          )}
        </ul>`}
    </fieldset>`;
}

function Conflicts({ conflicts }) {
  return html`
    <ul class="conflicts">
      ${conflicts.map(
        (each) => html`
          <li key=${each.processingId}>
            <${Link} to=${{ view: 'run', id: each.processingId }} target="_blank" rel="noopener">${t('run')} ${shortId(each.processingId)}</${Link}> <bdi>${each.path}</bdi>
          </li>`,
      )}
    </ul>`;
}

function Check({ label, hint, checked, change, disabled = false }) {
  return html`
    <label class="check"><input type="checkbox" checked=${checked} disabled=${disabled} onChange=${(event) => change(event.target.checked)} />
      <span>${label}${hint && html`<span class="hint">${hint}</span>`}</span>
    </label>`;
}

function Input({ label, type, value, change }) {
  return html`<label>${label}<input type=${type} value=${value} onInput=${(event) => change(event.target.value)} /></label>`;
}

function Filter({ form, set, errors }) {
  const [types, setTypes] = useState([]);
  useEffect(() => {
    fileTypes().then(setTypes, () => setTypes([])); // without them a run is over all types
  }, []);
  const labelOf = (type) => (has(`type.${type}`) ? t(`type.${type}`) : type);
  const toggle = (type, on) => set('types', on ? [...form.types, type] : form.types.filter((each) => each !== type));
  return html`
    <fieldset>
      <legend>${t('fileTypes')}</legend>
      <div class="checks">
        ${types.map((type) => html`<${Check} key=${type} label=${labelOf(type)} checked=${form.types.includes(type)} change=${(on) => toggle(type, on)} />`)}
      </div>
      <p class="hint">${t('fileTypesHint')}</p>
      <p class="error" role="alert">${errors.types}</p>
      <${Check} label=${t('skipProcessed')} hint=${t('skipProcessedHint')} checked=${form.skipProcessed && form.type !== 'RESET'} disabled=${form.type === 'RESET'} change=${(on) => set('skipProcessed', on)} />
    </fieldset>
    <details open=${Boolean(form.after || form.before || errors.created)}>
      <summary>${t('created')}</summary>
      <div class="pair">
        <${Input} label=${t('createdAfter')} type="datetime-local" value=${form.after} change=${(value) => set('after', value)} />
        <${Input} label=${t('createdBefore')} type="datetime-local" value=${form.before} change=${(value) => set('before', value)} />
      </div>
      <p class="error" role="alert">${errors.created}</p>
    </details>
    <details open=${Boolean(form.notBefore || form.from || form.until || errors.when)}>
      <summary>${t('whenItMayRun')}</summary>
      <${Input} label=${t('notBefore')} type="datetime-local" value=${form.notBefore} change=${(value) => set('notBefore', value)} />
      <div class="pair">
        <${Input} label=${t('dailyFrom')} type="time" value=${form.from} change=${(value) => set('from', value)} />
        <${Input} label=${t('dailyUntil')} type="time" value=${form.until} change=${(value) => set('until', value)} />
      </div>
      <p class="hint">${t('dailyHint')}</p>
      <p class="error" role="alert">${errors.when}</p>
    </details>`;
}

/** @type {Object<string, string>} */
const NO_ERRORS = {};

/** @returns {HTMLInputElement} the input for typed paths; null for other fields */
const field = (id) => /** @type {HTMLInputElement} */ (document.getElementById(`field-${id}`));

/** The refusal of the server, by field. */
function errorsOf(error) {
  const wrong = FIELDS[error.problem?.field] ?? (error.problem?.code === 'overlapping-job' ? 'paths' : 'form');
  return { [wrong]: refusalText(error) };
}

/** @param {{close: function(): void, started: function(string): void}} properties */
export function NewRun({ close, started }) {
  const [form, setForm] = useState(BLANK);
  const [errors, setErrors] = useState(NO_ERRORS);
  const [conflicts, setConflicts] = useState([]);
  const [busy, setBusy] = useState(false);
  const set = (name, value) => setForm((now) => ({ ...now, [name]: value }));

  // A reset is a dry run by default.
  const choose = (type) => setForm((now) => ({ ...now, type, dryRun: type === 'RESET' || now.dryRun, compare: type === 'RESET' || now.compare }));

  const submit = async (event) => {
    event.preventDefault();
    setErrors(NO_ERRORS);
    setConflicts([]);
    // Typed text that is not a chip yet counts too.
    const typed = (id) => pathsIn(field(id).value);
    const request = requestFrom({ ...form, paths: [...form.paths, ...typed('paths')], excluded: [...form.excluded, ...typed('excluded')] });
    if (request.path.length === 0) {
      setErrors({ paths: t('choosePath') });
      field('paths').focus();
      return;
    }
    setBusy(true);
    try {
      const { processingId } = await start(request);
      announce(t('started'));
      close();
      started(processingId);
    } catch (error) {
      const found = errorsOf(error);
      setErrors(found);
      setConflicts(error.problem?.conflicts ?? []);
      field(Object.keys(found)[0])?.focus();
      setBusy(false);
    }
  };
  return html`
    <${Dialog} title=${t('newRun')} close=${close} class="large">
      <form onSubmit=${submit} novalidate>
        <div class="form-body">
          <div class="form-column">
            <label class="deed">${t('whatToDo')}
              <select value=${form.type} onChange=${(event) => choose(event.target.value)}>
                ${DEEDS.map((deed) => html`<option key=${deed} value=${deed}>${t(`do.${deed}`)}</option>`)}
              </select>
              ${form.type === 'RESET' && html`<span class="hint">${t('resetHint')}</span>`}
            </label>
            <${PathsField} id="paths" label=${t('whatToProcess')} hint=${t('pathsHint')} paths=${form.paths} set=${(paths) => set('paths', paths)} error=${errors.paths} />
            ${conflicts.length > 0 && html`<${Conflicts} conflicts=${conflicts} />`}
            <${PathsField} id="excluded" label=${t('whatToLeaveOut')} hint=${t('excludedHint')} paths=${form.excluded} set=${(paths) => set('excluded', paths)} error=${errors.excluded} />
          </div>
          <div class="form-column">
            <${Filter} form=${form} set=${set} errors=${errors} />
            <fieldset>
              <legend>${t('tryFirst')}</legend>
              <${Check} label=${t('dryRun')} hint=${t('dryRunHint')} checked=${form.dryRun} change=${(on) => set('dryRun', on)} />
              <${Check} label=${t('compare')} hint=${t('compareHint')} checked=${form.compare} disabled=${!form.dryRun} change=${(on) => set('compare', on)} />
            </fieldset>
          </div>
        </div>
        <p class="error" role="alert">${errors.form}</p>
        <div class="buttons">
          <button type="button" onClick=${close}>${t('cancel')}</button>
          <button class="primary" disabled=${busy}>${t(form.dryRun ? 'startDryRun' : 'start')}</button>
        </div>
      </form>
    </${Dialog}>`;
}
