// What was typed and is not kept yet. Nothing leaves this list but by the server's word or the typist's.
//
// 1. A text goes into the browser's storage, then to the server, with a key of its own.
// 2. The server's "kept" takes it out; the same key is kept once, however often it is sent.
// 3. Without a connection it is sent again, in order; what the server refuses waits for somebody.
const MeetingOutbox = (() => {
  'use strict';
  const { phrase } = WhydeckWords;

  const { random, stored, store } = MeetingDom;
  const MARK = 'whydeck-meeting ';
  const FRESH = 12 * 3600 * 1000; // what is older is shown, and sent when somebody says so
  const LONGEST = 8000;
  const inBrowser = () => localStorage;

  // `kept(entry, answer)` when one is; `changed()` when the list is another; `lost()` when an answer did not come.
  const create = ({ kept, changed, lost, refused }) => {
    let name = null, sending = false, timer = 0, wait = 500;
    const entries = [];

    const save = (entry) => store(inBrowser, MARK + entry.key, JSON.stringify(entry));
    const drop = (entry) => {
      const at = entries.indexOf(entry);
      if (at >= 0) entries.splice(at, 1);
      store(inBrowser, MARK + entry.key, null);
    };

    const load = () => {
      try {
        for (const item of Object.keys(localStorage).filter((item) => item.startsWith(MARK))) {
          const entry = JSON.parse(stored(inBrowser, item));
          if (!entry || entry.name !== name || entries.some(({ key }) => key === entry.key)) continue;
          const isOld = Date.now() - entry.at > FRESH;
          entries.push({ ...entry, state: isOld || entry.state === 'refused' ? 'refused' : 'lost', ...isOld && { why: phrase('it is from another day') } });
        }
      } catch { /* no storage: what is typed lives as long as the page */ }
      entries.sort((a, b) => a.at - b.at);
    };

    const flush = async () => {
      if (sending || name === null) return;
      sending = true;
      clearTimeout(timer);
      for (let entry; (entry = entries.find(({ state }) => state !== 'refused'));) {
        entry.state = 'sending';
        changed();
        const answer = await MeetingWire.act({ ...entry.body, key: entry.key });
        if (answer.ok) {
          drop(entry);
          wait = 500;
          kept(entry, answer);
        } else if (answer.isLost || answer.isOut) {
          // What stands behind it waits, too.
          for (const one of entries) if (one.state !== 'refused') Object.assign(one, { state: 'lost', why: answer.why });
          lost(entry);
          if (!answer.isOut) timer = setTimeout(flush, wait);
          wait = Math.min(LONGEST, wait * 1.7);
          break;
        } else {
          Object.assign(entry, { state: 'refused', why: answer.why || phrase('the server did not say why') });
          save(entry);
          refused(entry);
        }
        changed();
      }
      sending = false;
      changed();
    };

    store(inBrowser, MARK, '');
    const isStored = stored(inBrowser, MARK) === '';
    store(inBrowser, MARK, null);

    return {
      isStored: () => isStored,
      entries: () => entries,
      // The first state of the meeting says which document it is about: what was typed for another one stays where it is.
      begin(document) {
        if (name === document) return;
        name = document;
        for (const entry of entries.filter((entry) => entry.name === null)) save(Object.assign(entry, { name }));
        entries.splice(0, entries.length, ...entries.filter((entry) => entry.name === document));
        load();
        flush();
      },
      // `about` is the capture or action it changes, `words` what is shown of it.
      add(body, words, about = null) {
        const entry = { key: random(), name, at: Date.now(), body, words, about, state: 'sending' };
        entries.push(entry);
        save(entry);
        changed();
        flush();
        return entry;
      },
      again(entry) {
        entry.state = 'lost';
        flush();
      },
      remove(entry) {
        drop(entry);
        changed();
      },
      flush,
    };
  };

  return { create };
})();
