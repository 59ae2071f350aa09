/** Calls the API of the server that serves the page. */

const BASE = new URL('v1/', document.baseURI);
const TOKEN = new URL('../../libs/granite/csrf/token.json', document.baseURI);
const PROBLEM = 'application/problem+json';

/** Problems that concern any request. */
const KINDS = { 'not-authenticated': 'login', 'not-ready': 'away' };

/** Longer than any response takes, apart from the rows of a CSV; beyond it the server counts as unavailable. */
const LIMIT_MILLIS = 20_000;

/** Why a request has no result. */
export class Refusal extends Error {
  /**
   * @param {'login'|'away'|'cut'|'problem'} kind the session has ended, the server is unavailable, the response broke off, or the server
   *     has refused the request
   * @param {Object=} problem the problem details (RFC 9457)
   */
  constructor(kind, problem = {}) {
    super(problem.detail || problem.title || kind);
    this.kind = kind;
    this.problem = problem;
  }
}

function urlOf(path, parameters) {
  const url = new URL(path, BASE);
  for (const [name, value] of Object.entries(parameters)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined && each !== '' && each !== null) {
        url.searchParams.append(name, each);
      }
    }
  }
  return url;
}

/**
 * Does something, which gets a signal that aborts its requests at the limit. A body that is read later is not limited.
 * @template T
 * @param {function(AbortSignal): Promise<T>} task
 */
async function within(task) {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), LIMIT_MILLIS);
  try {
    return await task(limit.signal);
  } finally {
    clearTimeout(timer);
  }
}

async function ask(url, options) {
  let answer;
  try {
    answer = await fetch(url, {
      ...options,
      // With this header, Sling's and AEM's login respond with an error status instead of a login page.
      headers: { 'X-Requested-With': 'XMLHttpRequest', ...options.headers },
      credentials: 'same-origin',
      redirect: 'manual',
      cache: 'no-store',
    });
  } catch {
    throw new Refusal('away');
  }
  await check(answer, options.headers.Accept);
  return answer;
}

async function check(answer, wanted) {
  const type = answer.headers.get('Content-Type') ?? '';
  if (type.startsWith(PROBLEM)) {
    const problem = await bodyOf(answer);
    throw new Refusal(KINDS[problem.code] ?? 'problem', problem);
  }
  if (answer.type === 'opaqueredirect' || answer.status === 401 || answer.status === 403) {
    throw new Refusal('login');
  }
  if (!answer.ok) {
    throw new Refusal('away'); // while a server starts, the platform answers in our place
  }
  if (!type.startsWith(wanted)) {
    throw new Refusal('login'); // a login page
  }
}

async function bodyOf(answer) {
  try {
    return await answer.json();
  } catch {
    throw new Refusal('away'); // it broke off
  }
}

/**
 * The response to a GET.
 * @param {string} path below the base path, without a leading slash
 * @param {Object=} parameters of the query; empty ones are omitted
 */
export function get(path, parameters = {}) {
  return within(async (signal) => bodyOf(await ask(urlOf(path, parameters), { headers: { Accept: 'application/json' }, signal })));
}

/** The response to a POST of a JSON body. */
export async function post(path, body) {
  const headers = { Accept: 'application/json', 'Content-Type': 'application/json', ...(await within(csrf)) };
  return within(async (signal) => bodyOf(await ask(urlOf(path, {}), { method: 'POST', body: JSON.stringify(body), headers, signal })));
}

/** The URL of a download by the browser. */
export const downloadUrl = (path, parameters) => urlOf(path, parameters).href;

/** Saves a CSV response to a file. The server streams it, as long as that takes; only its beginning is limited. */
export async function saveCsv(path, parameters, name) {
  const answer = await within((signal) => ask(urlOf(path, parameters), { headers: { Accept: 'text/csv' }, signal }));
  let rows;
  try {
    rows = await answer.blob();
  } catch {
    throw new Refusal('cut');
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(rows);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

let hasTokens = true;

/** AEM requires a token with each POST, which expires; plain Sling has none. */
async function csrf(signal) {
  if (!hasTokens) {
    return {};
  }
  try {
    const answer = await fetch(TOKEN, { credentials: 'same-origin', redirect: 'manual', cache: 'no-store', signal });
    if (answer.status === 404) {
      hasTokens = false;
    }
    return answer.ok ? { 'CSRF-Token': (await answer.json()).token } : {};
  } catch {
    return {}; // the POST itself will tell what is wrong
  }
}
