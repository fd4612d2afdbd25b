// Small tools of the meeting's pages: elements, lists that leave alone what did not change, times in words.
const MeetingDom = (() => {
  'use strict';
  const { phrase } = WhydeckWords;

  // An element. Names with a dash and `role` and `for` are attributes, the rest are properties; `on` holds listeners.
  const make = (tag, { on = {}, data = {}, ...rest } = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(rest)) {
      if (value === undefined || value === null || value === false && name.includes('-')) continue;
      if (name.includes('-') || ['role', 'for', 'list', 'dir'].includes(name)) element.setAttribute(name, value);
      else element[name] = value;
    }
    for (const [name, value] of Object.entries(data)) element.dataset[name] = value;
    for (const [name, listener] of Object.entries(on)) element.addEventListener(name, listener);
    element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
    return element;
  };

  // A text of somebody's, whose direction is its own.
  const own = (text) => make('bdi', {}, text);

  // `name` finds the button again when its row is drawn anew.
  const button = (name, words, act, { className = '', key = '', on = {}, ...rest } = {}) => make('button', {
    type: 'button', className, data: { do: name }, on: { click: act, ...on }, ...key && { title: phrase('Key: {}', key), 'aria-keyshortcuts': key }, ...rest,
  }, words);

  const said = new WeakMap();

  const isOf = (node) => node.contains(document.activeElement) && document.activeElement;

  // Makes a list's items those of `wanted`. An item whose value is as before stays, and so does one with an open form;
  // one that is drawn anew keeps the focus.
  const fill = (list, wanted, key, draw) => {
    const names = new Set(wanted.map(key)), old = new Map();
    for (const child of [...list.children]) {
      const name = child.dataset.key;
      if (names.has(name) && !old.has(name)) {
        old.set(name, child);
        continue;
      }
      const next = isOf(child) && (child.nextElementSibling || child.previousElementSibling);
      child.remove();
      if (next) next.focus({ preventScroll: true });
    }
    let at = list.firstElementChild;
    for (const value of wanted) {
      const name = key(value), now = JSON.stringify(value), have = old.get(name);
      let node = have;
      if (!have || (said.get(have) !== now && !have.querySelector('form'))) {
        node = draw(value);
        node.dataset.key = name;
        said.set(node, now);
        old.set(name, node);
      }
      const focused = have && isOf(have);
      if (have && have !== node) have.replaceWith(node);
      if (have && have === at) at = node;
      if (node === at) at = at.nextElementSibling;
      else list.insertBefore(node, at);
      if (!focused || isOf(node)) continue;
      const again = have === node ? focused : node.querySelector(`[data-do="${focused.dataset.do}"]`) || node;
      again.focus({ preventScroll: true });
    }
  };

  // A phrase with an element among its values, as a list of texts and that element.
  const phraseAround = (words, ...values) => {
    const element = values.find((value) => value instanceof Node);
    return phrase(words, ...values.map((value) => (value === element ? '\u0000' : value))).split('\u0000')
      .flatMap((part, i) => (i ? [element, part] : [part]));
  };

  const text = (element, words) => { if (element.textContent !== words) element.textContent = words; };

  // ---------------------------------------------------------------- words

  const minutes = (milliseconds) => phrase('{} minute | {} minutes', Math.round(Math.abs(milliseconds) / 60000));
  const two = (n) => String(n).padStart(2, '0');
  // 7:05, and 1:02:05 from an hour on.
  const span = (milliseconds) => {
    const seconds = Math.floor(Math.abs(milliseconds) / 1000);
    const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
  };
  const clock = (time) => { const at = new Date(time); return `${two(at.getHours())}:${two(at.getMinutes())}`; };
  // Fri 4 Dec 2026: with its weekday, so that a slip of the tongue is seen.
  const day = (date) => {
    const at = /^\d{4}-\d\d-\d\d$/.test(date) ? new Date(`${date}T12:00:00Z`) : null;
    if (!at || isNaN(at)) return date;
    const words = at.toLocaleDateString(WhydeckWords.lang === 'en' ? 'en-GB' : WhydeckWords.lang, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
    return words.replace(',', '').replaceAll(' ', '\u00a0');
  };

  const random = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

  // What is stored in this browser; where that is forbidden, nothing is.
  const stored = (store, name) => { try { return store().getItem(name); } catch { return null; } };
  const store = (into, name, value) => {
    try { if (value === null) into().removeItem(name); else into().setItem(name, value); } catch { /* forbidden, or full */ }
  };

  const isTyping = (target) => target instanceof Element && !!target.closest('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]');

  // Says a text to who listens instead of looking; the same text twice is said twice.
  const say = (words) => {
    const said = document.getElementById('said');
    said.replaceChildren(make('p', {}, words));
  };

  return { phraseAround, make, own, button, fill, text, minutes, span, clock, day, random, stored, store, isTyping, say };
})();
