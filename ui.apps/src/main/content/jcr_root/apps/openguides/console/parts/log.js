/** The log of a run: follows its end, or stays where the user reads. Works with a million lines. */

import { html, useEffect, useLayoutEffect, useMemo, useRef, useState } from '../html.js';
import { BUSY_MILLIS, IDLE_MILLIS, useUpdates } from '../live.js';
import { adjust } from '../place.js';
import { t } from '../texts.js';
import { Value, useValue } from '../value.js';
import { FoundLines, WholeLog } from './log-source.js';
import { Copy, Problem } from './small.js';

/** Incremented to follow the end. */
export const followWish = new Value(0);

/** As in the style sheet. */
const ROW = 24;
/** Browsers render nothing beyond some ten million pixels; then the scroll bar represents more lines than pixels. */
const MOST_PIXELS = 5_000_000;
const LEVELS = ['WARN', 'ERROR'];

const levelOf = (text = '') => /^\S+ \S+: (INFO|WARN|ERROR): /.exec(text)?.[1] ?? 'INFO';

/**
 * The range of visible lines.
 * @param {number} count number of lines
 * @param {number} top scroll position in pixels
 * @param {number} height of the visible part in pixels
 */
export function sight(count, top, height) {
  const visible = Math.ceil(height / ROW) + 1;
  const pixels = Math.min(MOST_PIXELS, count * ROW);
  const isScaled = count * ROW > MOST_PIXELS;
  const share = pixels > height ? Math.min(1, top / (pixels - height)) : 0;
  const first = isScaled ? Math.round(share * Math.max(0, count - Math.floor(height / ROW))) : Math.floor(top / ROW);
  const from = Math.max(0, Math.min(first, count - 1));
  return { from, to: Math.min(count, from + visible), offset: isScaled ? Math.min(top, pixels - height) : from * ROW, pixels };
}

/** The scroll position that centres a line. */
export function topOf(index, count, height) {
  const pixels = Math.min(MOST_PIXELS, count * ROW);
  const centred = index * ROW - height / 2;
  return count * ROW > MOST_PIXELS ? ((index - height / ROW / 2) / Math.max(1, count - height / ROW)) * (pixels - height) : centred;
}

function Line({ line, chosen, choose }) {
  return html`
    <div class=${`line ${levelOf(line.text)} ${chosen ? 'chosen' : ''}`} data-line=${line.number}>
      <a class="line-number" href=${`#L${line.number}`} onClick=${choose} aria-label=${t('lineLink', { line: line.number })}>${line.number}</a>
      <span>${line.text ?? '…'}</span>
    </div>`;
}

function Tools({ at, source, follow, setFollow }) {
  const set = (name, value) => adjust({ ...at, line: '', tab: 'log', [name]: value });
  const timer = useRef(0);
  const typed = (event) => {
    clearTimeout(timer.current);
    const text = event.target.value.trim();
    timer.current = setTimeout(() => set('find', text), 300);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  return html`
    <div class="log-tools">
      <label>${t('level')}
        <select value=${LEVELS.includes(at.level) ? at.level : ''} onChange=${(event) => set('level', event.target.value)}>
          <option value="">${t('level.all')}</option>
          ${LEVELS.map((level) => html`<option key=${level} value=${level}>${t(`level.${level}`)}</option>`)}
        </select>
      </label>
      <label class="wide">${t('searchLog')}<input type="search" id="log-search" autocomplete="off" defaultValue=${at.find ?? ''} onInput=${typed} /></label>
      <label class="switch"><input type="checkbox" role="switch" checked=${follow} onChange=${(event) => setFollow(event.target.checked)} /> ${t('follow')}</label>
      <span class="muted figures">
        ${source instanceof FoundLines
          ? t('foundLines', { count: source.count, searched: source.searched, total: source.total })
          : t('lines', { count: source.count })} · ${t('utc')}
      </span>
    </div>`;
}

/** The requested lines, kept up to date. */
function useSource(run, at) {
  const [, redraw] = useState(0);
  const level = LEVELS.includes(at.level) ? at.level : '';
  const q = at.find ?? '';
  const source = useMemo(() => {
    const changed = () => redraw((count) => count + 1);
    return level || q ? new FoundLines(run.id, { level, q }, changed) : new WholeLog(run.id, changed);
  }, [run.id, level, q]);
  const { problem } = useUpdates(async () => {
    await source.update();
    return source.complete ? IDLE_MILLIS : BUSY_MILLIS;
  }, [source]);
  return { source, problem };
}

export function Log({ at, run }) {
  const { source, problem } = useSource(run, at);
  const chosen = at.line === undefined ? -1 : Number(at.line);
  const wish = useValue(followWish);
  const box = useRef(null);
  const [follow, setFollow] = useState(chosen < 0 && !(source instanceof FoundLines));
  const [seen, setSeen] = useState(0);
  const [top, setTop] = useState(0);
  const lastTop = useRef(0);
  const height = box.current?.clientHeight ?? 400;

  useEffect(() => {
    if (wish > 0) {
      setFollow(true);
    }
  }, [wish]);
  useEffect(() => {
    if (source instanceof FoundLines) {
      setFollow(false);
    }
    setTop(0);
    lastTop.current = 0;
  }, [source]);

  const isThere = chosen >= 0 && chosen < source.count;
  useLayoutEffect(() => {
    if (isThere && source instanceof WholeLog) {
      setFollow(false);
      box.current.scrollTop = topOf(chosen, source.count, box.current.clientHeight);
    }
  }, [chosen, isThere, source]);
  useLayoutEffect(() => {
    if (follow) {
      box.current.scrollTop = box.current.scrollHeight;
      setSeen(source.count);
    }
  }, [follow, source.count, wish]);

  const scrolled = () => {
    const { scrollTop, scrollHeight, clientHeight } = box.current;
    const isAtEnd = scrollTop + clientHeight >= scrollHeight - ROW;
    if (scrollTop < lastTop.current - 1 && !isAtEnd) {
      if (follow) {
        setSeen(source.count);
      }
      setFollow(false);
    } else if (isAtEnd && !follow && scrollTop > lastTop.current && source instanceof WholeLog) {
      setFollow(true);
    }
    lastTop.current = scrollTop;
    setTop(scrollTop);
  };

  const { from, to, offset, pixels } = sight(source.count, top, height);
  const lines = source.lines(from, to);
  const full = lines.find((line) => line.number === chosen)?.text;
  const fresh = source.count - seen;
  return html`
    <section class="log-view" aria-label=${t('log')}>
      <${Tools} at=${at} source=${source} follow=${follow} setFollow=${setFollow} />
      <${Problem} problem=${problem} />
      <div class="log-frame">
        <div class="log" ref=${box} tabindex="0" role="region" aria-label=${t('logLines')} onScroll=${scrolled}>
          <div class="log-space" style=${{ height: `${pixels}px` }}>
            <div class="log-lines" style=${{ top: `${offset}px` }}>
              ${lines.map(
                (line) => html`<${Line} key=${line.number} line=${line} chosen=${line.number === chosen}
                  choose=${(event) => {
                    event.preventDefault();
                    adjust({ ...at, tab: 'log', line: String(line.number) });
                  }} />`,
              )}
            </div>
          </div>
        </div>
        ${!follow && fresh > 0 && seen > 0 && source instanceof WholeLog &&
        html`<button class="fresh" onClick=${() => setFollow(true)}>${t('newLines', { count: fresh })}</button>`}
      </div>
      <div class="full-line">${full === undefined ? html`<span class="muted">${t('chooseLine')}</span>` : html`<code>${full}</code> <${Copy} text=${full} />`}</div>
    </section>`;
}
