// The line to the server of a meeting: what is asked, and the stream of what is so.
const MeetingWire = (() => {
  'use strict';
  const { phrase } = WhydeckWords;

  const PATIENCE = 10000;          // an answer that takes longer is none
  const SHORTEST = 400, LONGEST = 5000;
  const { random } = MeetingDom;

  const LOST = phrase('no connection');
  const OUT = phrase('this device is not part of the meeting any more');

  // The answer of the server, or one that says why there is none: `isLost` when it may come yet, `isOut` when this device may not ask.
  const post = async (address, body) => {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const answer = await fetch(address, {
        method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body), signal: stop.signal,
      });
      if (answer.headers.get('Content-Type')?.includes('json')) return await answer.json();
      if (answer.status === 401 || answer.status === 403) return { ok: false, why: OUT, isOut: true };
      if (answer.status === 413) return { ok: false, why: phrase('it is too long') };
      return { ok: false, why: phrase('the server answered {}', answer.status), isLost: answer.status >= 500 };
    } catch {
      return { ok: false, why: LOST, isLost: true };
    } finally {
      clearTimeout(timer);
    }
  };

  // What somebody does. The key lets the server keep it once, however often it is sent.
  const act = (body) => post('/meeting/do', { key: random(), ...body });

  // Follows the meeting. `heard(view)` for each state, `changed(state)` with `on`, `off` or `out`.
  const follow = ({ heard, changed }) => {
    let source = null, timer = 0, wait = SHORTEST;

    const open = () => {
      close();
      source = new EventSource('/meeting/live');
      source.onopen = () => { wait = SHORTEST; changed('on'); };
      source.onerror = lost;
      source.addEventListener('leave', () => { close(); again(); });
      source.addEventListener('meeting', (event) => heard(JSON.parse(event.data)));
    };
    const close = () => {
      clearTimeout(timer);
      if (source) source.close();
      source = null;
    };
    const again = () => {
      timer = setTimeout(open, wait * (0.7 + 0.6 * Math.random()));
      wait = Math.min(LONGEST, wait * 1.6);
    };
    // A stream does not say why it was refused, so the page's own address is asked.
    const lost = async () => {
      close();
      const answer = await fetch('/meeting', { cache: 'no-store', redirect: 'manual' }).catch(() => null);
      const isOut = answer && (answer.status === 401 || answer.status === 403 || answer.type === 'opaqueredirect');
      changed(isOut ? 'out' : 'off');
      if (!source) again();
    };
    addEventListener('online', open);
    addEventListener('offline', () => { close(); changed('off'); again(); });
    addEventListener('pagehide', close);
    addEventListener('pageshow', ({ persisted }) => { if (persisted) open(); });
    document.addEventListener('visibilitychange', () => { if (!document.hidden && !source) open(); });
    open();
    // Something was not answered: the stream may be dead, too, without having noticed.
    return { doubt: () => { if (source) lost(); } };
  };

  return { post, act, follow, LOST };
})();
