/** Polls for updates: never in a hidden tab or while frozen, less and less often while the server is unavailable. */

import { useCallback, useEffect, useRef, useState } from './html.js';
import { Value } from './value.js';

/** Pauses while a run is active, and otherwise. */
export const BUSY_MILLIS = 1_500;
export const IDLE_MILLIS = 30_000;

const MOST_MILLIS = 60_000;

/** Whether the user has stopped all updates. */
export const frozen = new Value(false);

/** Result of the last request: state `ok`, `away` or `login`, time of the last update, time of the next attempt. */
export const connection = new Value({ state: 'ok', updatedAt: Date.now(), retryAt: 0 });

/** The pause after a number of failures in a row. */
export const backoff = (failures) => Math.min(MOST_MILLIS, 1_000 * 2 ** failures);

/** Repeats a task. */
class Repeater {
  #task;
  #timer;
  #failures = 0;
  #dueAt = 0;
  #running = false;
  #again = false;
  #ended = false;

  /** @param {function(): Promise<number>} task returns the pause before the next call, in milliseconds */
  constructor(task) {
    this.#task = task;
  }

  start() {
    const wake = () => this.#wake();
    document.addEventListener('visibilitychange', wake);
    const unlisten = frozen.listen(wake);
    this.now();
    return () => {
      this.#ended = true;
      clearTimeout(this.#timer);
      document.removeEventListener('visibilitychange', wake);
      unlisten();
    };
  }

  /** Repeats it at once. */
  now() {
    if (this.#running) {
      this.#again = true;
    } else if (!this.#ended) {
      this.#run();
    }
  }

  #wake() {
    clearTimeout(this.#timer);
    if (this.#ended || this.#running || document.hidden || frozen.now) {
      return;
    }
    this.#timer = setTimeout(() => this.#run(), Math.max(0, this.#dueAt - Date.now()));
  }

  async #run() {
    this.#running = true;
    let wait;
    try {
      wait = await this.#task();
      this.#failures = 0;
      connection.now = { state: 'ok', updatedAt: Date.now(), retryAt: 0 };
    } catch (refusal) {
      this.#failures++;
      wait = this.#noted(refusal);
    }
    this.#running = false;
    this.#dueAt = Date.now() + wait;
    if (this.#again) {
      this.#again = false;
      this.now();
    } else {
      this.#wake();
    }
  }

  #noted(refusal) {
    if (refusal.kind === 'problem') {
      return IDLE_MILLIS; // the server is there, and does not want to
    }
    if (refusal.kind === undefined) {
      console.error(refusal);
    }
    const wait = backoff(this.#failures);
    const { updatedAt } = connection.now;
    connection.now = { state: refusal.kind === 'login' ? 'login' : 'away', updatedAt, retryAt: Date.now() + wait };
    return wait;
  }
}

/**
 * Repeats a task while the component is mounted.
 * @param {function(function(): boolean): Promise<number>} task reads and stores what is shown, unless its argument says that the task has ended
 *     meanwhile; returns the pause in milliseconds
 * @param {Array} inputs the task restarts when one of them changes
 * @returns {{problem: Object, refresh: function(): void}} the last refusal, and a function that repeats the task at once
 */
export function useUpdates(task, inputs) {
  const [problem, setProblem] = useState(null);
  const repeater = useRef(null);
  useEffect(() => {
    let ended = false;
    const each = new Repeater(async () => {
      try {
        const wait = await task(() => ended);
        if (!ended) {
          setProblem(null);
        }
        return wait;
      } catch (refusal) {
        if (!ended && refusal.kind === 'problem') {
          setProblem(refusal.problem);
        }
        throw refusal;
      }
    });
    repeater.current = each;
    const end = each.start();
    return () => {
      ended = true;
      end();
    };
  }, inputs);
  return { problem, refresh: useCallback(() => repeater.current?.now(), []) };
}
