/** Descriptions of a run that several views use. */

import * as format from './format.js';
import { isCounting } from './runs.js';
import { t } from './texts.js';

/** The request, as a title. */
export function titleOf(run) {
  if (run.type === 'RESET') {
    return t(run.dryRun ? 'kind.resetDryRun' : 'kind.reset');
  }
  return t(run.compare ? 'kind.compare' : run.dryRun ? 'kind.dryRun' : run.restartOf ? 'kind.restart' : 'kind.run');
}

/** The progress of a run, in numbers. */
export function countsOf(run) {
  if (run.status === 'WAITING') {
    return run.notBefore > Date.now() ? t('waitsUntil', { time: format.time(run.notBefore) }) : '';
  }
  if (isCounting(run)) {
    return t('counted', { count: run.total });
  }
  if (run.dryRun && !run.compare) {
    return t('wouldProcess', { count: run.total });
  }
  const parts = [run.ended ? t(run.compare ? 'compared' : 'processed', { count: run.done }) : t('doneOf', { done: run.done, count: run.total })];
  if (run.failed > 0) {
    parts.push(t('failed', { count: run.failed }));
  }
  if (run.skipped > 0) {
    parts.push(t('skipped', { count: run.skipped }));
  }
  return parts.join(' · ');
}
