/** Browses the content that the user can read, with pointer or keyboard, however many children a folder has. */

import { html, useEffect, useRef, useState } from '../html.js';
import { get } from '../api.js';
import { t } from '../texts.js';
import { refusalText } from './dialog.js';

const PAGE = 500;

/** The children of a folder that have been loaded so far. */
function useChildren(folder) {
  const [state, setState] = useState({ folder, children: [], cursor: undefined, busy: true, refusal: '' });
  const asked = useRef(0);
  const read = async (before, cursor) => {
    const mine = ++asked.current;
    setState({ folder, children: before, cursor, busy: true, refusal: '' });
    let next = { folder, children: before, cursor, busy: false, refusal: '' };
    try {
      const page = await get('assets/children', { path: folder, cursor, limit: PAGE });
      next = { ...next, children: [...before, ...(page.children ?? [])], cursor: page.nextCursor };
    } catch (error) {
      next = { ...next, refusal: refusalText(error) };
    }
    if (mine === asked.current) {
      setState(next);
    }
  };
  useEffect(() => {
    read([], undefined);
    return () => void asked.current++;
  }, [folder]);
  const more = () => state.cursor && !state.busy && read(state.children, state.cursor);
  // These children belong to another folder; those of the requested one are not loaded yet.
  return state.folder === folder ? { ...state, more } : { folder, children: [], cursor: undefined, busy: true, refusal: '', more };
}

function Crumbs({ folder, roots, open }) {
  const root = roots.find((each) => folder === each || folder.startsWith(`${each}/`)) ?? '';
  const names = folder.slice(root.length).split('/').filter(Boolean);
  const crumbs = [...(root ? [{ name: root, path: root }] : []), ...names.map((name, index) => ({ name, path: `${root}/${names.slice(0, index + 1).join('/')}` }))];
  return html`
    <nav class="crumbs" aria-label=${t('whereInContent')}>
      <button type="button" class="link" onClick=${() => open('')}>${t('contentRoots')}</button>
      ${crumbs.map(
        ({ name, path }, index) => html`
          <span key=${path}> › ${index === crumbs.length - 1 ? html`<span aria-current="true">${name}</span>` : html`<button type="button" class="link" onClick=${() => open(path)}>${name}</button>`}</span>`,
      )}
    </nav>`;
}

/**
 * The content of a folder. Arrows move, Enter or the right arrow opens a folder, the left arrow goes up, the space bar selects, and
 * letters jump to names that begin with them.
 * @param {{id: string, label: string, chosen: Array<string>, toggle: function(string): void}} properties
 */
export function Picker({ id, label, chosen, toggle }) {
  const [folder, setFolder] = useState('');
  const [at, setAt] = useState(0);
  const [roots, setRoots] = useState([]);
  const { children, busy, refusal, cursor, more } = useChildren(folder);
  const list = useRef(null);
  const typed = useRef({ text: '', at: 0 });
  const current = Math.min(at, children.length - 1);

  const open = (path) => {
    if (folder === '') {
      setRoots(children.map((child) => child.path));
    }
    setFolder(path);
    setAt(0);
    typed.current = { text: '', at: 0 };
    list.current.focus();
  };
  // The parent of a content root cannot be listed; the list of roots takes its place.
  const up = () => folder && open(roots.includes(folder) ? '' : parentOf(folder));
  useEffect(() => {
    list.current.querySelector('[data-current]')?.scrollIntoView({ block: 'nearest' });
    if (current >= children.length - 20) {
      more();
    }
  }, [current, children.length]);

  const find = (key) => {
    const now = Date.now();
    typed.current = { text: now - typed.current.at < 700 ? typed.current.text + key : key, at: now };
    const wanted = typed.current.text.toLowerCase();
    const found = children.findIndex((child) => child.name.toLowerCase().startsWith(wanted));
    if (found >= 0) {
      setAt(found);
    }
  };
  const press = (event) => {
    const child = children[current];
    const actions = {
      ArrowDown: () => setAt(Math.min(children.length - 1, current + 1)),
      ArrowUp: () => setAt(Math.max(0, current - 1)),
      PageDown: () => setAt(Math.min(children.length - 1, current + 10)),
      PageUp: () => setAt(Math.max(0, current - 10)),
      Home: () => setAt(0),
      End: () => setAt(children.length - 1),
      ArrowRight: () => child?.kind === 'folder' && open(child.path),
      Enter: () => child?.kind === 'folder' && open(child.path),
      ArrowLeft: up,
      ' ': () => child && toggle(child.path),
    };
    const action = actions[event.key];
    if (action) {
      event.preventDefault();
      action();
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      find(event.key);
    }
  };
  const scrolled = () => {
    const { scrollTop, scrollHeight, clientHeight } = list.current;
    if (scrollTop + clientHeight > scrollHeight - 300) {
      more();
    }
  };
  return html`
    <div class="picker">
      <${Crumbs} folder=${folder} roots=${roots} open=${open} />
      <ul id=${id} ref=${list} role="listbox" aria-multiselectable="true" aria-label=${label} aria-busy=${String(busy)} tabindex="0"
        aria-activedescendant=${current >= 0 ? `${id}-${current}` : null} onKeyDown=${press} onScroll=${scrolled}>
        ${children.map(
          (child, index) => html`
            <${Child} key=${child.path} id=${`${id}-${index}`} child=${child} current=${index === current} chosen=${chosen.includes(child.path)}
              focus=${() => setAt(index)} toggle=${toggle} open=${open} />`,
        )}
        ${busy && html`<li class="muted" role="presentation">${t('loading')}</li>`}
        ${!busy && children.length === 0 && html`<li class="muted" role="presentation">${refusal || t('nothingThere')}</li>`}
      </ul>
      <p class="hint">${children.length > 0 && refusal ? refusal : cursor ? t('pickerMore', { count: children.length }) : t('pickerHint')}</p>
    </div>`;
}

const parentOf = (path) => path.slice(0, path.lastIndexOf('/'));

function Child({ id, child, current, chosen, focus, toggle, open }) {
  const isFolder = child.kind === 'folder';
  return html`
    <li id=${id} role="option" aria-selected=${String(chosen)} data-current=${current ? '' : null} class=${child.kind} title=${child.path}
      onClick=${() => {
        focus();
        toggle(child.path);
      }}
      onDblClick=${() => isFolder && open(child.path)}>
      <span class="tick" aria-hidden="true"></span>
      <span class="symbol" aria-hidden="true"></span>
      <bdi>${child.name}</bdi>
      ${isFolder &&
      html`<span class="open" aria-hidden="true" onClick=${(event) => {
        event.stopPropagation();
        open(child.path);
      }}>›</span>`}
    </li>`;
}
