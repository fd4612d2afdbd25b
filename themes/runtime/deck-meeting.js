// The meeting in the deck: a line to capture in, after the leader key, and the time that is left, in a corner.
//
// Both live in closed shadow roots outside the slides: an author's page cannot read what is typed there, nor dress
// itself up as it. Without the leader key no key is taken from reveal.js or a clicker.
(() => {
  'use strict';
  const { phrase } = WhydeckWords;

  const holder = document.querySelector('body > script#whydeck-options');
  const live = holder && JSON.parse(holder.textContent).whydeckLive;
  // A page that is printed, or a frame of the speaker view, neither captures nor shows the time.
  if (!live?.meeting || !window.Reveal || /print-pdf|[?&]handout|receiver/i.test(location.search)) return;

  const { make, own, span, random, stored, store } = MeetingDom;
  const LEADER = 'm';
  const PATIENCE = 5000;
  const TOAST = 3500;
  const DRAFT = 'whydeck-meeting-deck-draft';
  const KINDS = { d: ['decision', phrase('Decision')], a: ['action', phrase('Action')], l: ['lesson', phrase('Lesson')], n: ['note', phrase('Note')], q: ['question', phrase('Parked question')] };

  const STYLE = `
    :host { all: initial !important; position: fixed !important; inset: auto 0 0 !important; z-index: 1001 !important; pointer-events: none !important; }
    @media print { :host { display: none !important; } }
    * { box-sizing: border-box; }
    [hidden] { display: none !important; }
    .box { font: 17px/1.4 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; color: #f3f1ea; }
    .hint, form, .toast {
      pointer-events: auto; margin: 0 auto 16px; width: fit-content; max-width: calc(100vw - 32px); padding: 12px 18px; background: #10171f;
      border: 1px solid #7d8c99; border-radius: 12px; box-shadow: 0 10px 44px rgb(0 0 0 / .45);
    }
    .hint { display: flex; flex-wrap: wrap; gap: 4px 18px; }
    kbd { font: inherit; font-weight: 700; padding: 0 7px; margin-inline-end: 5px; border: 1px solid #7d8c99; border-radius: 5px; }
    form { width: min(860px, calc(100vw - 32px)); display: grid; gap: 8px; }
    .top { display: flex; justify-content: space-between; gap: 16px; font-size: 15px; color: #b4bfc9; }
    .top b { color: #9cc9f2; }
    label { display: inline-flex; gap: 6px; align-items: center; min-width: 0; }
    .field { position: relative; }
    input[type=text] {
      width: 100%; height: 52px; padding: 0 14px; font: inherit; font-size: 20px; color: inherit; background: #22303c; border: 1px solid #7d8c99; border-radius: 8px;
    }
    input:focus-visible { outline: 3px solid #9cc9f2; outline-offset: 1px; }
    input::placeholder { color: #b4bfc9; opacity: 1; }
    ul { position: absolute; inset: auto 0 100%; margin: 0 0 4px; padding: 0; list-style: none; background: #22303c; border: 1px solid #7d8c99; border-radius: 8px; overflow: hidden; }
    li { padding: 8px 14px; cursor: pointer; }
    li[aria-selected=true] { background: #9cc9f2; color: #0c1a28; }
    .why { margin: 0; min-height: 1.4em; font-size: 15px; color: #b4bfc9; }
    .why.bad { color: #ffb09a; }
    .toast b { color: #96dcb3; }
  `;
  const TIMER = `
    :host { all: initial !important; position: fixed !important; inset: 14px auto auto 14px !important; z-index: 999 !important; pointer-events: none !important; }
    @media (max-width: 600px) { :host { inset: auto auto 12px 12px !important; } }
    @media print { :host { display: none !important; } }
    div {
      display: flex; align-items: center; gap: 9px; padding: 5px 13px 5px 9px; border-radius: 20px; background: rgb(16 23 31 / .86); color: #f3f1ea;
      font: 600 19px/1.3 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; font-variant-numeric: tabular-nums;
    }
    i { width: 17px; height: 17px; border-radius: 50%; border: 2px solid currentColor; background: conic-gradient(currentColor var(--left, 100%), transparent 0); }
    .near { color: #f5cf7c; }
    .over { color: #ffb09a; }
    .paused { opacity: .6; }
  `;

  // An element of the page's own, which nothing of the page sees into.
  const root = (style) => {
    const host = make('div', { className: 'whydeck-meeting' });
    const shadow = host.attachShadow({ mode: 'closed' });
    shadow.append(make('style', {}, style));
    document.body.append(host);
    return { host, shadow };
  };

  // ---------------------------------------------------------------- the time that is left

  const createTimer = () => {
    let shown = null, ticking = 0;

    const open = () => {
      const { host, shadow } = root(TIMER);
      const time = make('span'), box = make('div', { role: 'timer', 'aria-live': 'off' }, make('i', { 'aria-hidden': 'true' }), time);
      shadow.append(box);
      return { host, box, time };
    };
    const draw = () => {
      const { told, at, box, time } = shown;
      const left = told.left - (told.paused ? 0 : performance.now() - at);
      const words = `${left <= -1000 ? '+' : ''}${span(left <= -1000 ? left : Math.max(0, left))}`;
      if (time.textContent !== words) time.textContent = words;
      box.className = `${told.paused ? 'paused ' : ''}${left <= -1000 ? 'over' : left < 60000 ? 'near' : ''}`;
      box.setAttribute('aria-label', left < 0 ? phrase('{}: over by {}', told.topic || phrase('Time'), span(left)) : phrase('{}: left {}', told.topic || phrase('Time'), span(left)));
      box.style.setProperty('--left', `${Math.max(0, Math.min(100, (left / Math.max(1, told.total)) * 100))}%`);
    };
    return (told) => {
      clearInterval(ticking);
      const isOn = told && told.on && Number.isFinite(told.left);
      if (!isOn) {
        if (shown) shown.host.remove();
        shown = null;
        return;
      }
      const age = Math.max(0, Date.now() - (told.at || Date.now()));
      shown = { ...shown || open(), told, at: performance.now() - age };
      draw();
      ticking = setInterval(draw, 250);
    };
  };

  // ---------------------------------------------------------------- the line

  // What the presenter's page knows, asked for once: owners, and what the slide is called.
  const known = () => new Promise((resolve) => {
    const source = new EventSource('/meeting/live');
    const end = (view) => { source.close(); resolve(view); };
    source.addEventListener('meeting', (event) => end(JSON.parse(event.data)));
    source.onerror = () => end(null);
    setTimeout(end, 4000, null);
  });

  const send = async (body) => {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), 10000);
    try {
      const answer = await fetch('/meeting/do', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body), signal: stop.signal });
      if (answer.headers.get('Content-Type')?.includes('json')) return await answer.json();
      return { ok: false, why: answer.status === 403 || answer.status === 401 ? phrase('this device is not part of the meeting any more') : phrase('the server answered {}', answer.status) };
    } catch {
      return { ok: false, why: phrase('no connection') };
    } finally {
      clearTimeout(timer);
    }
  };

  const createLine = () => {
    const { host, shadow } = root(STYLE);
    const box = make('div', { className: 'box' });
    const hint = make('div', { className: 'hint', hidden: true }, Object.entries(KINDS).map(([key, [, name]]) => make('span', {}, make('kbd', {}, key), name)));
    const toast = make('div', { className: 'toast', role: 'status', hidden: true });
    const name = make('b'), from = make('bdi'), fromOn = make('input', { type: 'checkbox' });
    const fromBox = make('label', {}, fromOn, make('span', {}, phrase('from'), ' ', from));
    const line = make('input', { type: 'text', dir: 'auto', maxLength: 2000, autocomplete: 'off', role: 'combobox', 'aria-expanded': 'false', 'aria-controls': 'names', 'aria-autocomplete': 'list', 'aria-describedby': 'why' });
    const names = make('ul', { id: 'names', role: 'listbox', 'aria-label': phrase('Owners'), hidden: true });
    const why = make('p', { className: 'why', id: 'why', role: 'status' });
    const form = make('form', { hidden: true, 'aria-label': phrase('Capture') }, make('div', { className: 'top' }, make('span', {}, name), fromBox), make('div', { className: 'field' }, line, names), why);
    box.append(hint, toast, form);
    shadow.append(box);

    let kind = 'decision', owners = [], sent = null, timer = 0, isSending = false;
    MeetingNames.attach(line, names, () => owners);

    const title = () => {
      const slide = Reveal.getCurrentSlide();
      return (slide?.querySelector('h1, h2, h3')?.textContent || '').trim().replace(/\s+/g, ' ').slice(0, 60);
    };
    const close = () => {
      form.hidden = true;
      line.blur();
    };
    const show = (words) => {
      toast.replaceChildren(...words);
      toast.hidden = false;
      clearTimeout(timer);
      timer = setTimeout(() => { toast.hidden = true; }, TOAST);
    };

    const open = async (key) => {
      [kind, name.textContent] = KINDS[key];
      hint.hidden = toast.hidden = true;
      form.hidden = false;
      const draft = stored(() => sessionStorage, DRAFT);
      if (draft && !line.value) line.value = draft;
      line.setAttribute('aria-label', phrase('{}, in one line', KINDS[key][1]));
      line.placeholder = kind === 'action' ? phrase('What will be done @who due Friday sign: how one will see that it worked') : '';
      why.className = 'why';
      why.textContent = phrase('Enter keeps it, Escape closes.');
      from.textContent = title();
      fromBox.hidden = !from.textContent;
      fromOn.checked = false;
      line.focus();
      const view = await known();
      if (!view) return;
      owners = view.owners || [];
      if (!view.slide?.from) return;
      from.textContent = view.slide.from;
      fromOn.checked = true;
    };

    const keep = async () => {
      const words = line.value.trim();
      if (!words || isSending) return;
      const place = fromOn.checked && !fromBox.hidden ? from.textContent : '';
      const what = { act: 'capture', kind, line: words, ...place && { from: place } };
      // The same words again are the same capture, should only the answer have been lost.
      if (!sent || JSON.stringify(sent.what) !== JSON.stringify(what)) sent = { what, key: random() };
      isSending = true;
      why.className = 'why';
      why.textContent = phrase('sending');
      const answer = await send({ ...what, key: sent.key });
      isSending = false;
      if (!answer.ok) {
        why.className = 'why bad';
        why.textContent = phrase('Not kept: {}. Enter tries again.', answer.why || phrase('the server did not say why'));
        return;
      }
      sent = null;
      line.value = '';
      store(() => sessionStorage, DRAFT, null);
      close();
      show([make('b', {}, phrase('Kept:'), ' '), own(answer.shown || words)]);
    };

    line.addEventListener('input', () => store(() => sessionStorage, DRAFT, line.value || null));
    form.addEventListener('submit', (event) => event.preventDefault());
    // Keys that are typed are not the deck's; a clicker's are.
    host.addEventListener('keydown', (event) => { if (event.key !== 'PageUp' && event.key !== 'PageDown') event.stopPropagation(); });
    line.addEventListener('keydown', (event) => {
      if (event.isComposing) return;
      if (event.key === 'Enter') keep();
      else if (event.key === 'Escape') close();
      else return;
      event.preventDefault();
    });

    return { open, hint: (isShown) => { hint.hidden = !isShown; if (isShown) toast.hidden = true; }, isOpen: () => !form.hidden, focus: () => line.focus() };
  };

  const listen = () => {
    let line = null, waits = 0;

    const stop = () => {
      clearTimeout(waits);
      waits = 0;
      if (line) line.hint(false);
    };
    // Before reveal.js, since `n` and `l` are its own; only the key right after the leader is taken.
    addEventListener('keydown', (event) => {
      const { key = '', target, ctrlKey, metaKey, altKey, repeat } = event;
      const isTyped = target instanceof Element && target.closest('input, textarea, select, [contenteditable], .whydeck-meeting');
      if (ctrlKey || metaKey || altKey || isTyped || event.isComposing) return;
      if (waits) {
        stop();
        if (!(key in KINDS) && key !== 'Escape' && key !== LEADER) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        if (key in KINDS) line.open(key);
        return;
      }
      if (key !== LEADER || repeat) return;
      event.preventDefault();
      line = line || createLine();
      if (line.isOpen()) {
        line.focus();
        return;
      }
      line.hint(true);
      waits = setTimeout(stop, PATIENCE);
    }, true);
    Reveal.registerKeyboardShortcut('M, then D A L N Q', phrase('Capture a decision, action, lesson, note, question'));
  };

  const start = () => {
    if (live.meeting !== 'viewer') listen();
    const timer = createTimer();
    addEventListener('whydeck-timer', ({ detail }) => timer(detail));
  };
  if (Reveal.isReady()) start(); else Reveal.on('ready', start);
})();
