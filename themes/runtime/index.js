// The page of a folder: asks again when a deck changes, and leaves alone what did not change.
(() => {
  'use strict';
  const main = document.querySelector('main');
  const link = document.getElementById('link');
  if (!main || !link || !window.EventSource) return;

  const key = (node) => node.dataset.key;
  const version = (page) => page.querySelector('meta[name="whydeck"]')?.content;

  // A frame reloads when it is taken out and put in again, so nodes move only when they must.
  const place = (parent, node, before) => {
    if (node.parentNode === parent && parent.moveBefore) parent.moveBefore(node, before);
    else parent.insertBefore(node, before);
  };

  // Makes the children of `parent` those of `fresh`, matched by key; `patch` brings an old one up to date.
  const reconcile = (parent, fresh, patch) => {
    const wanted = [...fresh.children];
    const keys = new Set(wanted.map(key));
    for (const child of [...parent.children]) if (!keys.has(key(child))) child.remove();
    const old = new Map([...parent.children].map((child) => [key(child), child]));
    let at = parent.firstElementChild;
    for (const node of wanted) {
      const have = old.get(key(node));
      if (!have) {
        node.classList.add('new');
        parent.insertBefore(node, at);
      } else {
        patch(have, node);
        if (have === at) {
          at = at.nextElementSibling;
        } else if (at && at.nextElementSibling === have) {
          at = have.nextElementSibling; // the one in between has its turn later
        } else {
          place(parent, have, at);
        }
      }
    }
  };

  // The old picture stays until the new one is there.
  const picture = (box, fresh) => {
    const want = fresh.querySelector('iframe');
    const have = box.querySelector('iframe:not(.coming)');
    const last = [...box.querySelectorAll('iframe')].pop();
    if (!want || !have) { box.replaceChildren(...fresh.childNodes); return; }
    if (last.getAttribute('src') === want.getAttribute('src')) {
      for (const frame of box.querySelectorAll('iframe')) frame.title = want.title;
      return;
    }
    box.querySelectorAll('iframe.coming').forEach((frame) => frame.remove());
    want.classList.add('coming');
    want.addEventListener('load', () => {
      want.classList.remove('coming');
      for (const frame of [...box.querySelectorAll('iframe')]) if (frame !== want) frame.remove();
    }, { once: true });
    box.append(want);
  };

  const card = (old, fresh) => {
    const words = old.querySelector('.words'), now = fresh.querySelector('.words');
    if (words.innerHTML !== now.innerHTML) {
      const focused = words.contains(document.activeElement);
      words.replaceChildren(...now.childNodes);
      if (focused) words.querySelector('a').focus({ preventScroll: true });
    }
    picture(old.querySelector('.pictures'), fresh.querySelector('.pictures'));
    if (old.className !== fresh.className) old.className = fresh.className;
  };

  const section = (old, fresh) => {
    const list = old.querySelector('ul'), now = fresh.querySelector('ul');
    if (list && now) reconcile(list, now, card);
    else if (old.innerHTML !== fresh.innerHTML) old.replaceChildren(...fresh.childNodes);
  };

  const show = (fresh) => {
    if (version(fresh) !== version(document)) { location.reload(); return; } // another whydeck
    const count = document.getElementById('count'), now = fresh.getElementById('count');
    count.className = now.className;
    if (count.textContent !== now.textContent) count.textContent = now.textContent;
    document.title = fresh.title;
    reconcile(main, fresh.querySelector('main'), section);
  };

  let asking = false, again = false;
  const ask = async () => {
    if (asking) { again = true; return; }
    asking = true;
    do {
      again = false;
      try {
        const answer = await fetch(location.pathname + location.search, { cache: 'no-cache' });
        const text = answer.ok ? await answer.text() : '';
        const fresh = new DOMParser().parseFromString(text, 'text/html');
        if (fresh.querySelector('main')) show(fresh);
      } catch { /* the stream says when it is back */ }
    } while (again);
    asking = false;
  };

  // One of the six connections that HTTP/1.1 leaves a browser: given back while nobody looks.
  let stream = null, timer = 0, wait = 0, away = 2000;
  const close = () => {
    clearTimeout(timer);
    if (stream) stream.close();
    stream = null;
  };
  const open = () => {
    close();
    stream = new EventSource('live' + location.search);
    stream.addEventListener('open', () => { wait = 0; link.hidden = true; ask(); });
    stream.addEventListener('index', ask);
    // Slots are short: it comes back later each time, and not when all others do.
    stream.addEventListener('leave', () => {
      close();
      timer = setTimeout(open, away * (0.5 + Math.random()));
      away = Math.min(60000, away * 2);
    });
    stream.addEventListener('error', () => {
      link.hidden = false;
      if (stream && stream.readyState === EventSource.CLOSED) {
        wait = Math.min(5000, wait * 2 || 500);
        timer = setTimeout(open, wait);
      }
    });
  };
  const look = () => { if (document.hidden) close(); else if (!stream) open(); };
  document.addEventListener('visibilitychange', look);
  addEventListener('pagehide', close);
  addEventListener('pageshow', look);
  look();
})();
