/** The frame of the page: header, system messages, and the view that the URL selects. */

import { useEffect, html, useState } from './html.js';
import { announcement } from './announce.js';
import { useKeys } from './keys.js';
import { connection, frozen } from './live.js';
import { go, kept, Link, place, signIn } from './place.js';
import { t } from './texts.js';
import { useValue } from './value.js';
import { Freshness } from './parts/freshness.js';
import { Health } from './parts/health.js';
import { Help } from './parts/help.js';
import { AssetView } from './views/asset.js';
import { BrokenView } from './views/broken.js';
import { ListView } from './views/list.js';
import { NewRun } from './views/new-run.js';
import { RunView } from './views/run.js';

const VIEWS = { run: RunView, broken: BrokenView, asset: AssetView };

function Navigation({ view }) {
  const entry = (name, words) => html`
    <li>
      <${Link} to=${{ view: name }} aria-current=${view === name ? 'page' : null}>${words}</${Link}>
    </li>`;
  return html`
    <nav aria-label=${t('navigation')}>
      <ul>
        ${entry('', t('runs'))} ${entry('broken', t('brokenReferences'))} ${entry('asset', t('asset'))}
      </ul>
    </nav>`;
}

/** Pauses and resumes all updates. */
function Freeze() {
  const on = useValue(frozen);
  return html`
    <button class="quiet" aria-pressed=${String(on)} onClick=${() => (frozen.now = !on)} title=${t('freezeHint')}>
      ${on ? t('unfreeze') : t('freeze')}
    </button>`;
}

/** Shows that the session has ended. Reloading the page makes the platform ask for the login. */
function SignedOut() {
  const { state } = useValue(connection);
  return state !== 'login'
    ? null
    : html`
        <div class="notice negative" role="alert">
          <p>${t('signedOut')}</p>
          <button class="primary" onClick=${signIn}>${t('signInAgain')}</button>
        </div>`;
}

function Announcer() {
  return html`<div class="unseen" role="status" aria-live="polite">${useValue(announcement)}</div>`;
}

export function App() {
  const at = useValue(place);
  const [dialog, setDialog] = useState('');
  const view = at.view in VIEWS ? at.view : '';
  const close = () => setDialog('');

  useKeys({ n: () => setDialog('new'), '?': () => setDialog('help') });
  useEffect(() => {
    document.title = t(view === 'run' ? 'titleOfRun' : 'title', { id: (at.id ?? '').slice(0, 8) });
  }, [view, at.id]);

  return html`
    <a class="skip" href="#content">${t('skip')}</a>
    <header>
      <${Link} to=${{}} class="brand">${t('title')}</${Link}>
      <${Navigation} view=${view === 'run' ? '' : view} />
      <div class="state">
        <${Freshness} />
        <${Freeze} />
        <button class="quiet" onClick=${() => setDialog('help')} aria-label=${t('help')} title=${t('help')}>?</button>
      </div>
    </header>
    <main id="content" tabindex="-1">
      <${SignedOut} />
      <${Health} />
      <${VIEWS[view] ?? ListView} at=${at} openNew=${() => setDialog('new')} />
    </main>
    ${dialog === 'new' && html`<${NewRun} close=${close} started=${(id) => go({ ...kept(), view: 'run', id })} />`}
    ${dialog === 'help' && html`<${Help} close=${close} />`}
    <${Announcer} />`;
}
