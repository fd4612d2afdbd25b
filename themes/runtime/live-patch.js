// Brings the deck in the page to a manifest of the server, in place.
//
// `apply` morphs what changed (live-match.js says which slide was which), moves what moved, and tells reveal.js no more
// than it has to know.
//
// The author owns a slide's HTML, reveal.js and whydeck.js own some classes, attributes and styles in it. A new part
// is dressed with what they own (`dress`) before it is morphed in, so the page never shows a state in between.
// What they own is also what tests/support/normalise.js leaves out.
const WhydeckPatch = (() => {
  'use strict';

  const RUNTIME_CLASSES = ['past', 'present', 'future', 'has-dark-background', 'has-light-background'];
  const RUNTIME_ATTRIBUTES = ['hidden', 'aria-hidden', 'inert', 'data-fragment', 'data-index-h', 'data-index-v'];
  const RUNTIME_STYLES = ['display', 'top', 'transform', '--wd-fit', '--wd-title'];
  /** Events that say "somebody moved": nobody did. */
  const QUIET = ['beforeslidechange', 'slidechanged', 'fragmentshown', 'fragmenthidden', 'overviewshown', 'overviewhidden'];
  /** More changed slides than this, and one full sync costs less than one sync for each. */
  const FEW = 8;
  /** Options that reveal.js reads only once. */
  const ONCE = ['embedded', 'shuffle', 'view'];

  // ---------------------------------------------------------------- moving

  // moveBefore keeps what a removal would lose: focus, scrolling, frames.
  const move = (parent, node, before) => {
    if (parent.moveBefore && parent.isConnected && node.isConnected) parent.moveBefore(node, before);
    else parent.insertBefore(node, before);
  };

  // Puts the elements into the parent in this order, before `end`, with the fewest moves.
  const arrange = (parent, elements, end = null) => {
    const places = new Map([...parent.children].map((child, i) => [child, i]));
    const present = elements.filter((element) => places.has(element));
    const kept = new Set([...WhydeckMatch.increasing(present.map((element) => places.get(element)))].map((i) => present[i]));
    let before = end;
    for (const element of [...elements].reverse()) {
      if (!kept.has(element)) move(parent, element, before);
      before = element;
    }
  };

  // ---------------------------------------------------------------- one slide

  const parse = (html, key) => {
    const template = document.createElement('template');
    template.innerHTML = html;
    const section = template.content.firstElementChild;
    section.remove();
    section.id = key;
    return section;
  };

  // What reveal.js reads from a section, and how many fragments there are: when it differs, reveal.js reads again.
  const attributes = (section) => [...section.attributes]
    .filter(({ name }) => name !== 'id' && name !== 'style')
    .map(({ name, value }) => name + '=' + (name === 'class' ? [...section.classList].sort().join(' ') : value))
    .filter((text) => text !== 'class=')
    .sort().join('\n') + section.querySelectorAll('.fragment').length;

  // Gives a new section what reveal.js and whydeck.js put on the old one.
  const dressSection = (old, fresh) => {
    for (const name of RUNTIME_CLASSES) if (old.classList.contains(name)) fresh.classList.add(name);
    for (const name of RUNTIME_ATTRIBUTES) if (old.hasAttribute(name)) fresh.setAttribute(name, old.getAttribute(name));
    for (const name of RUNTIME_STYLES) {
      if (old.style.getPropertyValue(name)) fresh.style.setProperty(name, old.style.getPropertyValue(name));
    }
    // reveal.js copies a background's address to where it looks for pictures, and writes down how an animation stands.
    const copied = 'data-background-image';
    if (old.dataset.background && old.dataset.background === fresh.dataset.background && !fresh.hasAttribute(copied) &&
      old.hasAttribute(copied)) fresh.setAttribute(copied, old.getAttribute(copied));
    if (old.hasAttribute('data-auto-animate') && fresh.hasAttribute('data-auto-animate')) {
      fresh.dataset.autoAnimate = old.dataset.autoAnimate;
    }
  };

  // Fragments get their numbers and their state: of the current slide up to `shown`; before it all, after it none.
  const dressFragments = (old, fresh, current, shown) => {
    const before = current && !!(old.compareDocumentPosition(current) & Node.DOCUMENT_POSITION_FOLLOWING);
    const all = Reveal.getConfig().fragments === false || (old !== current && before);
    for (const fragment of Reveal.syncFragments(fresh)) {
      const index = +fragment.dataset.fragmentIndex;
      fragment.classList.toggle('visible', all || (old === current && index <= shown));
      fragment.classList.toggle('current-fragment', !all && old === current && index === shown);
    }
  };

  // Gives what stands in a slide the state it has: unfolded, lit, loaded, stretched.
  const dressElement = (old, fresh) => {
    if (old.nodeType !== Node.ELEMENT_NODE) return;
    if (old.localName === 'details' && old.open) fresh.open = true;
    if (old.matches('.line.current')) fresh.classList.add('current');
    if (old.matches('pre.stepping')) fresh.classList.add('stepping');
    if (old.hasAttribute('data-lazy-loaded') && fresh.dataset.src && fresh.dataset.src === old.getAttribute('src')) {
      fresh.setAttribute('src', fresh.dataset.src);
      fresh.setAttribute('data-lazy-loaded', '');
      fresh.removeAttribute('data-src');
    }
    if (old.matches('.r-stretch, .stretch, .r-fit-text') && !fresh.hasAttribute('style') && old.hasAttribute('style')) {
      fresh.setAttribute('style', old.getAttribute('style'));
    }
  };

  const shape = (parent) => [...parent.childNodes].map((node) => node.nodeName).join(' ');
  const describe = (element) => ({
    key: element.id && element.localName + '#' + element.id,
    hash: element.localName + ' ' + (element.textContent.trim() || element.outerHTML),
    title: element.localName,
  });

  // Puts the same kinds of nodes into `old` that are in `fresh`, in that order, and leaves what they hold to Idiomorph.
  // Alone it pairs the blanks between blocks first, and makes anew what stands between them: what was unfolded folds.
  const align = (old, fresh) => {
    const was = [...old.children], now = [...fresh.children];
    if (!was.length && !now.length) return;
    let pairs = now.map((child, j) => [was[j], child]);
    if (shape(old) !== shape(fresh)) {
      const from = WhydeckMatch.match(was.map(describe), now.map(describe));
      pairs = now.map((child, j) => [was[from[j]], child]).filter(([one, other]) => one && one.localName === other.localName);
      const paired = new Map(pairs.map(([one, other]) => [other, one]));
      const kept = new Set(paired.values());
      for (const node of [...old.childNodes]) if (!kept.has(node)) node.remove();
      arrange(old, now.map((child) => paired.get(child) || child.cloneNode(true)));
      let next = old.firstElementChild;
      for (const node of fresh.childNodes) {
        if (node.nodeType === Node.ELEMENT_NODE) next = next.nextElementSibling;
        else old.insertBefore(node.cloneNode(), next);
      }
    }
    for (const [one, other] of pairs) {
      if (one.id !== other.id) one.id = other.id; // Idiomorph pairs no elements whose ids differ
      align(one, other);
    }
  };

  // Morphs a section into its new part; true when reveal.js has to read its attributes again.
  const revise = (old, fresh, current, shown) => {
    dressSection(old, fresh);
    dressFragments(old, fresh, current, shown);
    const changed = attributes(old) !== attributes(fresh);
    old.id = fresh.id;
    align(old, fresh);
    Idiomorph.morph(old, fresh, { callbacks: { beforeNodeMorphed: dressElement } });
    return changed;
  };

  // ---------------------------------------------------------------- all slides

  const sectionsOf = (parent) => [...parent.children].filter((child) => child.localName === 'section');
  const isSlide = (section) => !section.querySelector(':scope > section');
  const leaves = (slides) => sectionsOf(slides).flatMap((top) => isSlide(top) ? [top] : sectionsOf(top));

  // The sections below `.slides` as they should stand: [top, what is in it when it is a stack].
  const plan = (stacks, sections) => {
    const used = new Set();
    let next = 0;
    return stacks.flatMap((stack) => {
      const members = stack.map(() => sections[next++]).filter(Boolean);
      if (stack.length === 1 || !members.length) return members.map((section) => [section, null]);
      const parents = members.map((section) => section.parentElement);
      const reused = parents.find((parent) => parent && parent.localName === 'section' && !used.has(parent));
      const top = reused || document.createElement('section');
      used.add(top);
      return [[top, members]];
    });
  };

  const same = (a, b) => a.length === b.length && a.every((item, i) => item === b[i]);
  const stands = (slides, planned) => same(sectionsOf(slides), planned.map(([top]) => top)) &&
    planned.every(([top, members]) => !members || same(sectionsOf(top), members));

  const rearrange = (slides, planned) => {
    const backgrounds = [...slides.children].find((child) => child.localName !== 'section'); // in the overview
    arrange(slides, planned.map(([top]) => top), backgrounds);
    for (const [top, members] of planned) if (members) arrange(top, members);
    const wanted = new Set(planned.flatMap(([top, members]) => [top, ...members || []]));
    for (const section of slides.querySelectorAll(':scope > section, :scope > section > section')) {
      if (!wanted.has(section)) section.remove();
    }
  };

  // ---------------------------------------------------------------- around the slides

  const setText = (element, text) => { if (element && element.textContent !== text) element.textContent = text; };

  const footer = ({ text, draft, confidential }) => {
    const strip = document.querySelector('.reveal > .wd-footer');
    if (!strip) return;
    setText(strip.querySelector('.wd-footer-title'), text);
    const badge = (name, words) => {
      let span = strip.querySelector('.' + name);
      if (!words) return span && span.remove();
      if (!span) {
        span = document.createElement('span');
        span.className = name;
        strip.append(span);
      }
      setText(span, words);
    };
    badge('wd-footer-draft', draft && WhydeckWords.phrase('DRAFT'));
    badge('wd-footer-confidential', confidential);
    const last = strip.querySelector('.wd-footer-confidential');
    if (last && last.nextElementSibling) strip.append(last);
  };

  const page = (want, parts) => {
    const root = document.documentElement;
    if (document.title !== want.title) document.title = want.title;
    if (root.lang !== want.lang) root.lang = want.lang;
    if (root.dir !== want.dir) root.dir = want.dir;
    footer(want.footer);
    if (parts) setText(document.head.querySelector('style'), parts.get(want.style));
  };

  // The options that differ and that the address does not fix (as it does in the frames of the speaker view).
  const changedOptions = (have, want) => {
    const fixed = new URLSearchParams(location.search);
    return Object.fromEntries(Object.entries(want).filter(([name, value]) =>
      !fixed.has(name) && JSON.stringify(value) !== JSON.stringify(have[name])));
  };

  // An option that is gone has to become reveal.js's own default again, and some are read only once.
  const needsReload = (have, want) => Object.keys(have.reveal).some((name) => !(name in want.reveal)) ||
    ONCE.some((name) => JSON.stringify(have.reveal[name]) !== JSON.stringify(want.reveal[name]));

  // ---------------------------------------------------------------- telling reveal.js

  // Runs `work` while nobody hears of moves, nothing is animated, and no width switches the view.
  const quietly = (work) => {
    const config = Reveal.getConfig();
    const { autoAnimate, postMessageEvents, scrollActivationWidth } = config;
    const stop = (event) => event.stopImmediatePropagation();
    for (const name of QUIET) window.addEventListener(name, stop, true);
    Object.assign(config, { autoAnimate: false, postMessageEvents: false, scrollActivationWidth: false });
    try {
      work();
    } finally {
      for (const name of QUIET) window.removeEventListener(name, stop, true);
      Object.assign(config, { autoAnimate, postMessageEvents, scrollActivationWidth });
    }
  };

  // reveal.js makes every background anew and asks for each one's style in between. Where a style sheet asks for
  // `.reveal:has(…)`, each of them costs a look at the whole deck, so the backgrounds stand outside meanwhile.
  const withBackgroundsOutside = (work) => {
    const backgrounds = Reveal.getBackgroundsElement();
    const { parentNode, nextSibling } = backgrounds;
    document.body.append(backgrounds);
    work();
    parentNode.insertBefore(backgrounds, nextSibling);
  };

  const withoutTransitions = (work) => {
    if (Reveal.getConfig().transition === 'none') return work();
    const slides = Reveal.getSlidesElement();
    slides.classList.add('no-transition');
    work();
    setTimeout(() => slides.classList.remove('no-transition'), 1);
  };

  // Everything anew. First the place, since sync takes the slides before it for seen and those after it for unseen.
  const syncAll = (target, shown, options) => {
    const { h, v } = Reveal.getIndices(target);
    Reveal.slide(h, v, shown);
    withBackgroundsOutside(Object.keys(options).length ? () => Reveal.configure(options) : Reveal.sync);
  };

  // What stands in a slide has changed, and nothing else: Reveal.syncSlide would also make its background anew.
  const syncOne = (section) => {
    if (section.style.display === 'none') return; // far away: reveal.js loads it when somebody comes near
    if (Reveal.getConfig().showNotes) Reveal.syncSlide(section); else Reveal.loadSlide(section);
    if (Reveal.getConfig().center || section.matches('.center') || section.querySelector('.r-stretch, .stretch')) {
      Reveal.layout();
    }
  };

  // The slide itself, or the nearest that is left.
  const nearest = (before, current, kept) => {
    const at = before.indexOf(current);
    for (let away = 0; away < before.length; away++) {
      for (const section of [before[at + away], before[at - away]]) if (kept.has(section)) return section;
    }
    return [...kept][0];
  };

  // Steps out of views that rebuild the DOM, and says how to step back in.
  const leaveScrollView = () => {
    if (!Reveal.isScrollView()) return () => {};
    const viewport = Reveal.getViewportElement(), { scrollTop } = viewport;
    Reveal.toggleScrollView(false);
    return () => {
      Reveal.toggleScrollView(true);
      viewport.scrollTop = scrollTop;
      viewport.dispatchEvent(new Event('scroll')); // the same place as before is no news to the browser, but to reveal.js
    };
  };
  const leaveOverview = () => {
    if (!Reveal.isOverview()) return () => {};
    Reveal.toggleOverview(false);
    return () => Reveal.toggleOverview(true);
  };

  const patch = (have, want, parts) => {
    const slides = Reveal.getSlidesElement();
    const before = leaves(slides), byKey = new Map(before.map((section) => [section.id, section]));
    const current = Reveal.getCurrentSlide(), shown = Reveal.getIndices().f;
    const old = WhydeckMatch.flat(have), from = WhydeckMatch.match(old, WhydeckMatch.flat(want));
    const revised = [];
    let attributesChanged = false;

    const sections = WhydeckMatch.flat(want).map(({ key, hash }, j) => {
      const was = old[from[j]];
      const section = was && byKey.get(was.key);
      if (was && was.hash === hash) {
        if (section && section.id !== key) section.id = key;
        return section; // none when reveal.js took it out for being hidden
      }
      const html = parts.get(hash);
      const fresh = parse(html, key);
      if (fresh.dataset.visibility === 'hidden' && !Reveal.getConfig().showHiddenSlides) return undefined;
      if (!section) return fresh;
      attributesChanged = revise(section, fresh, current, shown === undefined ? -1 : shown) || attributesChanged;
      revised.push(section);
      return section;
    });

    const styleChanged = want.style !== have.style;
    const options = changedOptions(have.reveal, want.reveal);
    page(want, styleChanged && parts);

    const planned = plan(want.stacks, sections);
    const moved = !stands(slides, planned);
    if (!moved && !attributesChanged && !styleChanged && !Object.keys(options).length && revised.length <= FEW) {
      revised.forEach(syncOne);
      return;
    }
    const back = moved ? leaveOverview() : () => {};
    if (moved) rearrange(slides, planned);
    const target = nearest(before, current, new Set(sections.filter(Boolean)));
    withoutTransitions(() => syncAll(target, target === current ? shown : undefined, options));
    back();
  };

  // The address names the slide by its key; reveal.js writes it late, and may write an old one.
  let addressTimer = 0;
  const settleAddress = () => {
    clearTimeout(addressTimer);
    addressTimer = setTimeout(() => {
      const hash = '#' + Reveal.getSlidePath();
      if (Reveal.getConfig().hash && location.hash !== hash && location.hash.length > 1) history.replaceState(null, '', hash);
    }, 1100);
  };

  // Brings the page from one manifest to another; every part that `missing` names has to be there.
  const apply = (have, want, parts) => {
    const root = Reveal.getRevealElement();
    quietly(() => {
      const back = leaveScrollView();
      patch(have, want, parts);
      back();
    });
    settleAddress();
    root.dispatchEvent(new Event('slidesync'));    // whydeck.js fits the slide
    root.dispatchEvent(new Event('closeoverlay')); // notes.js sends notes and place to the speaker window
    if (want.style !== have.style && document.fonts) {
      document.fonts.ready.then(() => root.dispatchEvent(new Event('slidesync')));
    }
  };

  return { apply, needsReload };
})();
