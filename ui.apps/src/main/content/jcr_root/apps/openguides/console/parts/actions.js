/** The actions of a run. */

import { html, useState } from '../html.js';
import { announce } from '../announce.js';
import { downloadUrl } from '../api.js';
import { go, kept, Link } from '../place.js';
import * as runs from '../runs.js';
import { t } from '../texts.js';
import { Confirmation, refusalText } from './dialog.js';

/**
 * Buttons for the actions that the server currently allows.
 * @param {{run: Object, changed: function(string): void, removed?: function(string): void, page?: boolean}} properties `changed` and `removed`
 *     get the id of the run; `page`: on the run's own page, which includes the log
 */
export function Actions({ run, changed, removed, page = false }) {
  const [asked, setAsked] = useState('');
  const [refusal, setRefusal] = useState('');
  const [busy, setBusy] = useState(false);

  const act = async (task, done) => {
    setBusy(true);
    setRefusal('');
    try {
      const answer = await task();
      announce(done);
      changed(run.id);
      if (answer.processingId && answer.processingId !== run.id) {
        go({ ...kept(), view: 'run', id: answer.processingId });
      }
    } catch (error) {
      setRefusal(refusalText(error));
    }
    setBusy(false);
  };

  const button = (show, words, task) =>
    show && html`<button class="small" disabled=${busy} onClick=${task}>${words}</button>`;
  return html`
    <div class="actions">
      ${button(run.cancellable, t('cancel'), () => setAsked('cancel'))}
      ${button(run.resumable, t('resume'), () => act(() => runs.resume(run.id), t('resumed')))}
      ${button(run.restartable, t('restart'), () => act(() => runs.restart(run.id), t('restarted')))}
      ${button(run.ended && run.failed > 0 && !run.dryRun, t('retryFailed'), () =>
        act(() => runs.restart(run.id, { failedOnly: true }), t('restarted')))}
      ${!page && run.hasLogs && html`<${Link} class="button small" to=${{ view: 'run', id: run.id, tab: 'log' }}>${t('log')}</${Link}>`}
      ${run.hasLogs &&
      html`<a class="button small" download="" href=${downloadUrl('assets/process/logs/download', { processingId: run.id })}>${t('download')}</a>`}
      ${button(run.ended, t('delete'), () => setAsked('delete'))}
    </div>
    ${refusal && html`<p class="error" role="alert">${refusal}</p>`}
    ${asked === 'cancel' &&
    html`<${Confirmation}
      title=${t('cancelTitle')} text=${t('cancelText')} action=${t('cancelRun')} done=${t('cancelled')}
      act=${async () => {
        await runs.cancel(run.id);
        changed(run.id);
      }}
      close=${() => setAsked('')} />`}
    ${asked === 'delete' &&
    html`<${Confirmation}
      title=${t('deleteTitle')} text=${t(run.resumable ? 'deleteTextResumable' : 'deleteText')} action=${t('delete')} done=${t('deleted')}
      act=${async () => {
        await runs.remove(run.id);
        (removed ?? changed)(run.id);
      }}
      close=${() => setAsked('')} />`}`;
}
