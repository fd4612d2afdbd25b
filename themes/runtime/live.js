// A page that `whydeck serve` feeds: it follows the deck while somebody writes, and the presenter while somebody speaks.
//
// 1. The line (live-wire.js) brings manifests, problems and the presenter's place.
// 2. A manifest is applied (live-match.js, live-patch.js) when its parts are there: one at a time, the newest next.
// 3. Problems, switches and pills are shown by the panel (live-panel.js).
(() => {
  'use strict';
  const { phrase } = WhydeckWords;

  const holder = document.querySelector('body > script#whydeck-options');
  const live = holder && JSON.parse(holder.textContent).whydeckLive;
  // A page that is being printed stays as it is.
  if (!live || !window.Reveal || /print-pdf|[?&]handout/i.test(location.search)) return;

  const isFrame = /receiver/i.test(location.search); // as reveal.js's speaker view calls its frames
  const isAuthor = live.role !== 'viewer';
  const root = document.querySelector('.reveal');

  const pause = (time) => new Promise((resolve) => { setTimeout(resolve, time); });
  const stored = (store, name) => { try { return store().getItem(name); } catch { return null; } };
  const store = (store, name, value) => { try { store().setItem(name, value); } catch { /* forbidden: forgotten */ } };
  const inTab = () => sessionStorage, inBrowser = () => localStorage;

  // ---------------------------------------------------------------- asking the server

  const ask = (what, parameters) => {
    const query = new URLSearchParams(parameters);
    if (live.token) query.set('lead', live.token);
    return live.base + what + '?' + query;
  };

  const post = async (what, body) => {
    const headers = { 'Content-Type': 'application/json' };
    if (live.token) headers['X-Whydeck-Lead'] = live.token;
    const answer = await fetch(live.base + what, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.status === 204 ? null : answer.json();
  };

  // ---------------------------------------------------------------- where the page is

  const slideOf = (key) => {
    const section = key && document.getElementById(key);
    return section && section.closest('.slides') && section.localName === 'section' ? section : null;
  };
  const goTo = (section, fragment) => {
    const { h, v } = Reveal.getIndices(section);
    Reveal.slide(h, v, fragment);
  };
  const whereAmI = () => {
    const { h, v = 0, f = -1 } = Reveal.getIndices();
    const section = Reveal.getCurrentSlide();
    return { key: section ? section.id : '', h, v, f };
  };

  const PLACE = 'whydeck-place ' + live.base;
  const saved = JSON.parse(stored(inTab, PLACE) || 'null');
  try { sessionStorage.removeItem(PLACE); } catch { /* nothing was saved either */ }

  // A new runtime: the page loads anew and is where it was. Not twice in a row for the same one.
  const reload = async (page) => {
    if (saved && saved.page === page && Date.now() - saved.at < 3000) await pause(3000);
    const state = { overview: Reveal.isOverview(), paused: Reveal.isPaused() };
    store(inTab, PLACE, JSON.stringify({ ...whereAmI(), ...state, follows: edits.on, away: viewer.away, page, at: Date.now() }));
    location.reload();
  };
  const restore = () => {
    if (!saved) return;
    const section = slideOf(saved.key) || Reveal.getSlide(saved.h, saved.v) || Reveal.getCurrentSlide();
    if (section) goTo(section, saved.f);
    if (saved.overview) Reveal.toggleOverview(true);
    if (saved.paused) Reveal.togglePause(true);
  };

  // ---------------------------------------------------------------- the deck

  const MANY = 40;               // hashes a request: heads are bounded
  const KEPT = 4 * 1024 * 1024;  // characters of parts that are kept, for undo and redo

  const parts = new Map();
  let kept = 0;
  const keep = (more) => {
    for (const [hash, html] of Object.entries(more)) {
      if (parts.has(hash)) continue;
      parts.set(hash, html);
      kept += html.length;
    }
  };
  const forget = () => {
    for (const [hash, html] of parts) {
      if (kept <= KEPT) return;
      parts.delete(hash);
      kept -= html.length;
    }
  };

  const bring = async (hashes) => {
    try {
      for (let i = 0; i < hashes.length; i += MANY) {
        const answer = await fetch(ask('parts', { hashes: hashes.slice(i, i + MANY).join(',') }));
        if (answer.ok) keep(await answer.json());
      }
    } catch { /* the server is away: the next event or the next try */ }
  };

  let have = live.manifest, want = null, settling = false, stir = () => {};

  const hearDeck = (manifest) => {
    keep(manifest.parts);
    want = manifest;
    stir();
    if (!settling) settle();
  };

  // Applies what is wanted. Without anything to fetch it ends in the same turn, before the next frame is drawn.
  const settle = async () => {
    settling = true;
    for (let wait = 200; want;) {
      const next = want;
      if (next.page !== live.page || WhydeckPatch.needsReload(have, next)) return reload(next.page);
      const missing = WhydeckMatch.missing(have, next, parts);
      if (missing.length) {
        await bring(missing);
        if (WhydeckMatch.missing(have, next, parts).length && want === next) {
          await Promise.race([pause(wait), new Promise((resolve) => { stir = resolve; })]);
          wait = Math.min(wait * 2, 2000);
        }
        if (want !== next) wait = 200;
        continue;
      }
      want = null;
      show(next);
    }
    settling = false;
  };

  const show = (next) => {
    const before = have;
    have = next;
    if (JSON.stringify([before.stacks, before.style, before.reveal, before.footer, before.title, before.lang, before.dir]) !==
      JSON.stringify([next.stacks, next.style, next.reveal, next.footer, next.title, next.lang, next.dir])) {
      try {
        WhydeckPatch.apply(before, next, parts);
      } catch (problem) {
        console.error(problem);
        settling = true;
        return reload('patch');
      }
    }
    forget();
    if (next.generation !== before.generation) edits.jump(next.edited);
    presenter.tell();
    viewer.follow();
  };

  // ---------------------------------------------------------------- follow my edits

  const FOLLOW = 'whydeck-follow-edits';
  const edits = {
    on: isAuthor && !isFrame && (saved ? saved.follows : stored(inBrowser, FOLLOW) === '1'),
    toggle() {
      edits.on = !edits.on;
      store(inBrowser, FOLLOW, edits.on ? '1' : '0');
      panel.follows(edits.on);
      panel.toast(edits.on ? phrase('Following your edits') : phrase('No longer following your edits'));
    },
    jump(key) {
      const section = edits.on && slideOf(key);
      if (section) goTo(section, Reveal.syncFragments(section).length - 1);
    },
  };

  // ---------------------------------------------------------------- the presenter, and who follows

  // The presenter's page tells where it is: one request at a time, the newest place next.
  const presenter = {
    told: '', busy: false, n: 0,
    async tell() {
      if (live.role !== 'presenter' || isFrame || presenter.busy || !Reveal.isReady()) return;
      presenter.busy = true;
      for (let place; (place = JSON.stringify(whereAmI())) !== presenter.told;) {
        presenter.n = Math.max(presenter.n + 1, Date.now()); // grows over reloads, too
        try {
          await post('place', { ...JSON.parse(place), n: presenter.n });
          presenter.told = place;
        } catch { break; } // told again when the line is back
      }
      presenter.busy = false;
    },
  };

  // A viewer's page goes where the presenter is, until somebody looks around in it.
  const viewer = {
    place: null, away: !!(saved && saved.away), leads: false,
    target() {
      const { key, h, v } = viewer.place;
      return slideOf(key) || Reveal.getSlide(h, v) || Reveal.getSlide(h);
    },
    isThere() {
      const section = viewer.target();
      if (section !== Reveal.getCurrentSlide()) return false;
      const { f = -1 } = Reveal.getIndices();
      const last = Math.max(-1, ...[...section.querySelectorAll('.fragment')].map((one) => +one.dataset.fragmentIndex || 0));
      return f === Math.min(viewer.place.f, last);
    },
    follow() {
      if (!viewer.place || viewer.away || !Reveal.isReady()) return;
      const section = viewer.target();
      if (!section || viewer.isThere()) return;
      viewer.leads = true;
      goTo(section, viewer.place.f);
      viewer.leads = false;
    },
    // Who looks around is left alone; who comes back by hand follows again.
    moved() {
      if (live.role !== 'viewer' || isFrame || !viewer.place || viewer.leads) return;
      viewer.away = !viewer.isThere();
      panel.away(viewer.away);
    },
    back() {
      viewer.away = false;
      panel.away(false);
      viewer.follow();
    },
  };

  // ---------------------------------------------------------------- the editor

  const openEditor = async (what) => {
    try {
      const answer = await post('open', what);
      if (answer.url) location.href = answer.url;
      else panel.toast(answer.ran ? 'Opened' : answer.failed || answer.place);
    } catch (problem) {
      panel.toast(phrase('The editor cannot be opened ({})', problem.message));
    }
  };

  // With Alt held, a click on a block opens its line.
  const listenForAlt = () => {
    const slideAt = (target) => target instanceof Element && target.closest('.reveal .slides section:not(.stack)');
    const blockAt = (target) => target.closest('[data-at]') || slideAt(target);
    const aim = (event) => panel.aim(event.altKey && slideAt(event.target) ? blockAt(event.target) : null);
    const release = (event) => { if (event.key === 'Alt' || event.type === 'blur') panel.aim(null); };
    let under = null;
    addEventListener('mousemove', (event) => { under = event.target; aim(event); });
    addEventListener('keydown', (event) => { if (event.key === 'Alt' && under) aim({ altKey: true, target: under }); });
    addEventListener('keyup', release);
    addEventListener('blur', release);
    addEventListener('click', (event) => {
      const slide = event.altKey && slideAt(event.target);
      if (!slide) return;
      event.preventDefault();
      event.stopPropagation();
      const block = event.target.closest('[data-at]');
      openEditor({ key: slide.id, ...block && { block: +block.dataset.at } });
    }, true);
  };

  // ---------------------------------------------------------------- all together

  const panel = WhydeckPanel.create({
    isShown: !isFrame,
    canFollow: isAuthor,
    canOpen: live.editor,
    open: (problem, generation) => openEditor({ problem, generation }),
    toggle: edits.toggle,
    back: viewer.back,
  });

  const hear = (kind, data) => {
    if (kind === 'deck') hearDeck(data);
    if (kind === 'problems') panel.problems(data);
    if (kind === 'place' && !isFrame) {
      viewer.place = data;
      viewer.follow();
    }
    // The presenter's page of a meeting moves the deck's pages.
    if (kind === 'goto' && live.role === 'presenter' && !isFrame && slideOf(data.key)) goTo(slideOf(data.key), data.f);
    if (kind === 'timer') dispatchEvent(new CustomEvent('whydeck-timer', { detail: data }));
  };

  const start = () => {
    restore();
    panel.follows(edits.on);
    panel.away(viewer.away);
    if (!isFrame) {
      for (const name of ['slidechanged', 'fragmentshown', 'fragmenthidden']) {
        root.addEventListener(name, () => { presenter.tell(); viewer.moved(); });
      }
      if (isAuthor) Reveal.addKeyBinding({ keyCode: 69, key: 'E', description: phrase('Follow my edits') }, edits.toggle);
      else Reveal.addKeyBinding({ keyCode: 82, key: 'R', description: phrase('Return to the presenter') }, viewer.back);
      if (live.editor && isAuthor) listenForAlt();
    }
    WhydeckWire.connect({
      name: `whydeck ${live.base} ${live.role}`,
      isFrame,
      address: () => ask('live', { generation: have.generation }),
      heard: hear,
      changed: (online) => {
        panel.online(online);
        if (online) {
          presenter.told = ''; // another server knows no place
          presenter.tell();
        }
      },
    });
    presenter.tell();
  };
  if (Reveal.isReady()) start(); else Reveal.on('ready', start);
})();
