// Searches the slides: Ctrl-Shift-F.
(() => {
  'use strict';
  const { phrase } = WhydeckWords;
  const root = document.querySelector('.reveal');
  if (!root || !window.Reveal || window.top !== window) return;
  const marks = CSS.highlights;

  const SHEET = '.wd-find{position:fixed;z-index:50;inset:8px 8px auto auto;display:flex;gap:8px;align-items:center;' +
    'padding:8px 12px;border:2px solid var(--wd-color-accent);border-radius:var(--wd-radius);' +
    'background:var(--wd-color-background);color:var(--wd-color-ink);font:18px/1.2 var(--wd-font-body)}' +
    '.wd-find :is(input,button){font:inherit;color:inherit;background:none;border:1px solid;border-radius:4px;padding:4px 8px}' +
    '.wd-find output{min-width:5em}@media print{.wd-find{display:none}}' +
    '::highlight(wd-find){background:#ffe066;color:#000}::highlight(wd-found){background:#c2410c;color:#fff}';

  const form = document.createElement('form');
  form.className = 'wd-find';
  form.lang = WhydeckWords.lang;
  form.setAttribute('role', 'search');
  form.innerHTML = '<input type="search"><output role="status"></output>' +
    '<button type="button">↑</button><button>↓</button><button type="button">×</button>';
  const [input, count, previous, following, close] = form.children;
  input.ariaLabel = phrase('Search slides');
  previous.ariaLabel = phrase('Previous match');
  following.ariaLabel = phrase('Next match');
  close.ariaLabel = phrase('Close search');
  let found = [];
  let now = -1;
  let before = null;

  const NOT_SHOWN = 'aside.notes, style, script, title, desc, .code-step, .wd-sr';
  const BLOCKS = 'p, li, td, th, dt, dd, h1, h2, h3, h4, h5, h6, pre, div, figure, text';

  // The words of a slide, and where each text begins in them.
  const read = (slide) => {
    const walker = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
    const parts = [];
    let text = '';
    let block = null;
    for (let node; (node = walker.nextNode());) {
      if (node.parentElement.closest(NOT_SHOWN)) continue;
      const inside = node.parentElement.closest(BLOCKS);
      if (inside !== block) text += '\n';
      block = inside;
      // Nobody types the hyphens by which long words may be parted.
      let offset = 0;
      for (const part of node.data.replace(/\s/g, ' ').split('\u00ad')) {
        parts.push({ node, offset, start: text.length });
        text += part;
        offset += part.length + 1;
      }
    }
    const small = text.toLowerCase();
    return { parts, text: small.length === text.length ? small : text };
  };

  const slides = () => [...document.querySelectorAll('.slides section:not(:has(> section))')];

  const search = () => {
    found = [];
    const wanted = input.value.toLowerCase();
    for (const slide of wanted.trim() ? slides() : []) {
      const { parts, text } = read(slide);
      const at = (place) => parts.findLast(({ start }) => start <= place);
      for (let from = -1; (from = text.indexOf(wanted, from + 1)) >= 0;) {
        const range = new Range();
        const [first, last] = [at(from), at(from + wanted.length - 1)];
        range.setStart(first.node, first.offset + from - first.start);
        range.setEnd(last.node, last.offset + from + wanted.length - last.start);
        found.push({ slide, range });
      }
    }
  };

  const show = () => {
    count.textContent = found.length ? phrase('{} of {}', now + 1, found.length) : input.value.trim() && phrase('no match');
    if (marks) {
      marks.set('wd-find', new Highlight(...found.map(({ range }) => range)));
      marks.set('wd-found', new Highlight(...(found[now] ? [found[now].range] : [])));
    }
    if (!found[now]) return;
    const { slide, range } = found[now];
    const element = range.startContainer.parentElement;
    let step = -1;
    for (let e = element; e && e !== slide; e = e.parentElement) {
      if (e.matches('details')) e.open = true;
      if (e.matches('.fragment')) step = Math.max(step, +e.dataset.fragmentIndex);
    }
    const { h, v } = Reveal.getIndices(slide);
    Reveal.slide(h, v, step < 0 ? undefined : step);
    if (document.documentElement.matches('.wd-reading')) element.scrollIntoView({ block: 'center' });
  };

  const go = (by) => {
    if (found.length) now = (now + by + found.length) % found.length;
    show();
  };

  const end = () => {
    form.remove();
    if (marks) ['wd-find', 'wd-found'].forEach((name) => marks.delete(name));
    if (before) before.focus();
  };

  const begin = () => {
    if (!form.isConnected) {
      before = document.activeElement;
      document.body.append(form);
    }
    input.select();
    input.focus();
  };

  // The first match from the slide on that is shown.
  input.addEventListener('input', () => {
    search();
    const all = slides();
    const here = all.indexOf(Reveal.getCurrentSlide());
    now = Math.max(0, found.findIndex(({ slide }) => all.indexOf(slide) >= here));
    show();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    go(1);
  });
  previous.addEventListener('click', () => go(-1));
  close.addEventListener('click', end);
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') end();
    else if (event.key === 'Enter' && event.shiftKey) {
      event.preventDefault();
      go(-1);
    }
    event.stopPropagation();
  });
  addEventListener('keydown', (event) => {
    if (!event.ctrlKey || !event.shiftKey || event.code !== 'KeyF') return;
    event.preventDefault();
    if (form.isConnected && form.contains(document.activeElement)) end();
    else begin();
  }, true);

  const whenReady = () => {
    const sheet = document.createElement('style');
    sheet.textContent = SHEET;
    document.head.append(sheet);
    Reveal.registerKeyboardShortcut('CTRL + SHIFT + F', phrase('Search'));
  };
  // A page that arrives in parts may be ready before this part.
  if (Reveal.isReady()) whenReady(); else Reveal.on('ready', whenReady);
})();
