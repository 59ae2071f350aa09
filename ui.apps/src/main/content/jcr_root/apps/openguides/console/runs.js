/** Converts runs from the API for the page. Missing or unexpected fields never hide the rest. */

import { get, post } from './api.js';

const ENDED = new Set(['SUCCESS', 'FAILURE', 'CANCELLED']);

const text = (value) => (typeof value === 'string' ? value : '');
const count = (value) => (Number.isFinite(value) && value > 0 ? value : 0);
const list = (value) => (Array.isArray(value) ? value : []);
const texts = (value) => list(value).filter((each) => typeof each === 'string');

/**
 * Converts a status object to a run.
 * @param {Object} raw as returned by the API
 */
export function runOf(raw) {
  const source = raw && typeof raw === 'object' ? raw : {};
  const set = source.migrationSet ?? {};
  const ended = ENDED.has(source.status);
  const paths = texts(source.paths);
  return {
    id: text(source.processingId),
    status: text(source.status),
    phase: text(source.phase),
    type: text(source.type),
    paths: paths.length > 0 ? paths : texts([source.path]),
    excludedPaths: texts(source.excludedPaths),
    createdBy: text(source.createdBy),
    startedAt: count(source.startedAt),
    completedAt: count(source.completedAt),
    comments: text(source.comments),
    ended,
    total: count(set.totalFiles),
    counting: text(set.calculationStatus),
    done: count(source.triggeredCount),
    succeeded: count(source.succeededCount),
    failed: count(source.failedCount),
    skipped: count(source.skippedCount),
    warnings: source.warningCount === undefined ? null : count(source.warningCount),
    linked: source.linkedCount === undefined ? null : count(source.linkedCount),
    rate: Number.isFinite(source.rate) ? source.rate : null,
    remaining: Number.isFinite(source.eta?.value) ? source.eta.value : null,
    throttledBy: text(source.throttledBy),
    countsByType: kinds(source.countsByType),
    attempt: count(source.attempt),
    attempts: list(source.attempts).filter((each) => each && typeof each === 'object'),
    nodes: list(source.nodes).filter((each) => each && typeof each === 'object'),
    system: source.system === true,
    dryRun: source.dryRun === true,
    compare: source.compare === true,
    comparison: source.comparison && typeof source.comparison === 'object' ? source.comparison : null,
    guidesProperties: text(source.guidesProperties),
    restartOf: text(source.restartOf),
    ticks: count(source.ticks),
    notBefore: count(source.notBefore),
    dailyHours: text(source.dailyHours),
    filter: source.filter && typeof source.filter === 'object' ? source.filter : {},
    hasLogs: source.hasLogs === true,
    cancellable: source.cancellable === true,
    resumable: source.resumable === true,
    restartable: source.restartable === true,
  };
}

/** Counts by kind, as a list. */
function kinds(value) {
  return value && typeof value === 'object'
    ? Object.entries(value).map(([kind, each]) => ({
        kind,
        succeeded: count(each?.succeeded),
        failed: count(each?.failed),
        skipped: count(each?.skipped),
      }))
    : [];
}

/** Whether the server is still counting the assets. */
export const isCounting = (run) => !run.ended && run.counting !== 'SUCCESS';

/**
 * The runs after an update of the newest page. Unchanged runs stay the same objects, and older pages stay, below an empty page too: the
 * server may have searched only a part of the runs.
 * @param {Array} before runs with `raw`, newest first
 * @param {Array<Object>} page the newest ones as returned by the API
 * @param {boolean} more whether there are older ones
 */
export function merged(before, page, more) {
  const known = new Map(before.map((each) => [each.id, each]));
  const fresh = page.map((raw) => {
    const run = entry(raw);
    return known.get(run.id)?.text === run.text ? known.get(run.id) : run;
  });
  if (!more) {
    return fresh;
  }
  if (fresh.length === 0) {
    return before;
  }
  const last = before.findIndex((each) => each.id === fresh.at(-1).id);
  const ids = new Set(fresh.map((each) => each.id));
  return last < 0 ? fresh : [...fresh, ...before.slice(last + 1).filter((each) => !ids.has(each.id))];
}

/** A run with its source text, which reveals changes. */
export function entry(raw) {
  return { ...runOf(raw), text: JSON.stringify(raw) };
}

/** So many requests are sent at once for runs outside of the newest page. */
const FEW = 4;

/** Reads runs again that the newest page does not update: those that the user has changed, and a few of the unfinished ones, in turn. */
export class Others {
  #changed = new Set();
  #turns = new Map();
  #turn = 0;

  /** Notes that a run is to be read even if it has ended. */
  changed(id) {
    this.#changed.add(id);
  }

  /**
   * Reads some of the runs.
   * @param {Array} runs those outside of the newest page
   * @returns {Promise<Map<string, Object>>} by id, what the API returns, or null if there is no such run any more
   */
  async read(runs) {
    const changed = runs.filter((run) => this.#changed.has(run.id));
    const open = runs.filter((run) => isOpen(run) && !this.#changed.has(run.id));
    const turnOf = (run) => this.#turns.get(run.id) ?? 0;
    const chosen = [...changed, ...open.sort((a, b) => turnOf(a) - turnOf(b))].slice(0, FEW);
    this.#turn++;
    const answers = new Map();
    const read = async ({ id }) => {
      const raw = await this.#read(id);
      if (raw !== undefined) {
        answers.set(id, raw);
      }
    };
    await Promise.all(chosen.map(read));
    return answers;
  }

  async #read(id) {
    this.#turns.set(id, this.#turn);
    const isChanged = this.#changed.delete(id);
    try {
      return await statusOf(id);
    } catch (refusal) {
      if (refusal.problem?.code === 'job-not-found') {
        return null;
      }
      if (isChanged) {
        this.#changed.add(id);
      }
      if (refusal.kind !== 'problem') {
        throw refusal;
      }
      return undefined; // one that cannot be read does not hide the others; it is tried again
    }
  }
}

/** Whether a run can still change by itself. A record that cannot be read has no id, and is not looked at again. */
export const isOpen = (run) => run.id !== '' && !run.ended;

/**
 * The runs after some of them have been read again, without those that are gone or do not match any more.
 * @param {Array} before
 * @param {Map<string, Object>} answers as `Others` returns them
 * @param {function(Object): boolean} matches
 */
export function renewed(before, answers, matches) {
  return before.flatMap((run) => {
    if (!answers.has(run.id)) {
      return [run];
    }
    const raw = answers.get(run.id);
    const now = raw && entry(raw);
    return now && matches(now) ? [now.text === run.text ? run : now] : [];
  });
}

const PROCESS = 'assets/process';

/** The file types that the server knows, as its description lists them. */
export const fileTypes = () => get('openapi.json').then((description) => description.components.schemas.FileType.enum);

export const start = (request) => post(PROCESS, request);
export const statusOf = (id) => get(`${PROCESS}/status`, { processingId: id });
export const history = (parameters) => get(`${PROCESS}/history`, parameters);
export const cancel = (id) => post(`${PROCESS}/cancel`, { processingId: id });
export const resume = (id) => post(`${PROCESS}/resume`, { processingId: id });
export const remove = (id) => post(`${PROCESS}/delete`, { processingId: id });

/** @param {Object=} which `failedOnly`, limited by `reasons` and `paths` */
export const restart = (id, which = {}) => post(`${PROCESS}/restart`, { processingId: id, ...which });

/** The request of a dry run, as a real run. */
export function requestOf(run) {
  return {
    type: run.type,
    path: run.paths,
    excludedPaths: run.excludedPaths,
    filter: { ...run.filter, fileTypes: texts(run.filter.fileTypes), filterProcessedAssets: run.filter.filterProcessedAssets === true },
  };
}
