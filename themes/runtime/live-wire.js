// The line to the server: one event stream a browser, however many tabs and speaker windows show the deck.
//
// Where there are locks, the tab that holds the deck's lock opens the stream and passes each event on by a broadcast
// channel; when it goes, the lock falls to another. Without locks (a page that came over plain http from another
// machine) each visible tab opens its own. Frames of the speaker view never open one. Whoever comes late asks for
// the last events.
const WhydeckWire = (() => {
  'use strict';

  const KINDS = ['deck', 'problems', 'place', 'goto', 'timer'];
  const PASSING = ['goto']; // what is over once it was heard
  const SHORTEST = 300, LONGEST = 2000;
  // Who was asked to leave, since slots are short, comes back later each time: not all at once.
  const AWAY = 2000, MOST_AWAY = 60000, SETTLED = 60000;

  // An event stream that comes back. `heard(kind, data)` for each event, `changed(online)` for each turn.
  const openStream = (address, heard, changed) => {
    let source = null, timer = 0, wait = SHORTEST, away = AWAY, since = 0;

    const open = () => {
      clearTimeout(timer);
      if (source) source.close();
      source = new EventSource(address());
      source.onopen = () => { wait = SHORTEST; since = Date.now(); changed(true); };
      source.onerror = lost;
      source.addEventListener('leave', leave);
      for (const kind of KINDS) source.addEventListener(kind, (event) => heard(kind, JSON.parse(event.data)));
    };
    // The browser's own way back gives up on an answer that is no stream, so each loss is one.
    const lost = () => {
      if (!source) return;
      source.close();
      source = null;
      changed(false);
      timer = setTimeout(open, wait);
      wait = Math.min(wait * 1.6, LONGEST);
    };
    const leave = () => {
      if (Date.now() - since > SETTLED) away = AWAY;
      close();
      changed(false);
      timer = setTimeout(open, away * (0.5 + Math.random()));
      away = Math.min(away * 2, MOST_AWAY);
    };
    const close = () => {
      clearTimeout(timer);
      if (source) source.close();
      source = null;
    };
    const wake = () => { if (!source) open(); };

    open();
    return { close, open, wake };
  };

  // name: the channel's and the lock's; isFrame: whether the page only listens; address: where the stream is.
  const connect = ({ name, isFrame, address, heard, changed }) => {
    const channel = window.BroadcastChannel ? new BroadcastChannel(name) : null;
    const last = new Map();
    let stream = null, online = true, asking = 0, hasFrames = false, look = () => {};

    const tell = (message) => channel && channel.postMessage(message);
    const isOnline = (now) => {
      online = now;
      changed(now);
      clearInterval(asking);
      // Timers of a hidden tab are slow; who is looked at asks the one who leads to hurry.
      if (!now && !stream) asking = setInterval(() => document.hidden || tell({ wake: true }), 1000);
    };

    const lead = () => {
      clearInterval(asking);
      stream = stream || openStream(address, (kind, data) => {
        if (kind === 'timer') data.at = Date.now(); // a tab that comes later hears it later
        if (!PASSING.includes(kind)) last.set(kind, data);
        heard(kind, data);
        tell({ kind, data });
      }, (now) => {
        isOnline(now);
        tell({ online: now });
      });
    };
    const resign = () => {
      if (stream) stream.close();
      stream = null;
      last.clear();
    };

    const onMessage = ({ data: message }) => {
      if (message.ask === 'frame') {
        hasFrames = true;
        look();
      }
      if (stream && message.ask) {
        for (const [kind, data] of last) tell({ kind, data });
        tell({ online });
      } else if (stream && message.wake) {
        stream.wake();
      } else if (!stream && message.kind) {
        heard(message.kind, message.data);
      } else if (!stream && 'online' in message && message.online !== online) {
        isOnline(message.online);
      }
    };
    if (channel) {
      channel.onmessage = onMessage;
      tell({ ask: isFrame ? 'frame' : 'tab' });
    }
    if (isFrame) return;

    const byLock = () => {
      let release = null;
      const apply = () => navigator.locks.request(name, () => {
        lead();
        return new Promise((resolve) => { release = resolve; });
      });
      apply();
      // A page that the browser keeps for the way back must not keep the lock.
      addEventListener('pagehide', () => { resign(); if (release) release(); release = null; });
      addEventListener('pageshow', (event) => { if (event.persisted) apply(); });
    };
    // A tab behind its own speaker window still feeds the frames there.
    const bySight = () => {
      look = () => document.hidden && !hasFrames ? resign() : lead();
      look();
      document.addEventListener('visibilitychange', () => look());
      addEventListener('pagehide', resign);
      addEventListener('pageshow', () => look());
    };
    if (channel && navigator.locks) byLock(); else bySight();

    document.addEventListener('visibilitychange', () => {
      if (document.hidden) return;
      if (stream) stream.wake(); else tell({ wake: true });
    });
    addEventListener('online', () => { if (stream) stream.open(); });
  };

  return { connect };
})();
