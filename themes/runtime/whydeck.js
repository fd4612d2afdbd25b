// Starts reveal.js, steps through code, and has the slides that are shown set in their sizes (fit.js).
(() => {
  'use strict';
  const root = document.querySelector('.reveal');
  const holder = document.querySelector('body > script#whydeck-options');
  if (!root || !window.Reveal) return;
  const html = document.documentElement;

  const isStack = (section) => section.classList.contains('stack') || !!section.querySelector(':scope > section');
  // views.js sets these.
  const isRead = () => html.classList.contains('wd-reading');
  const isPrinted = () => html.classList.contains('reveal-print');
  const isWhole = () => Reveal.isOverview() || Reveal.isPrintView() || Reveal.isScrollView() || isRead() || isPrinted();

  // "1-2,5" → which lines are lit; nothing, "*" or "all" lights every line.
  const lit = (step) => {
    const ranges = [...(step || '').matchAll(/(\d+)(?:\s*-\s*(\d+))?/g)].map(([, from, to]) => [+from, +(to || from)]);
    return ranges.length ? (line) => ranges.some(([from, to]) => line >= from && line <= to) : null;
  };

  const step = (section, everything) => {
    for (const pre of section.querySelectorAll('pre.stepped')) {
      let now = 0;
      for (let mark = pre.nextElementSibling; mark && mark.matches('.code-step'); mark = mark.nextElementSibling) {
        if (mark.classList.contains('visible')) now = Math.max(now, +mark.dataset.step || 0);
      }
      const on = everything ? null : lit((pre.dataset.steps || '').split('|')[now]);
      pre.classList.toggle('stepping', !!on);
      for (const name of ['max-height', 'overflow', 'box-sizing', '--code']) pre.style.removeProperty(name);
      pre.querySelectorAll('.line').forEach((line, i) => line.classList.toggle('current', !!on && on(i + 1)));
    }
  };

  // Code that is taller than its slide is cut to it, and shows the lines that are lit; else it can be scrolled. On paper
  // it is made smaller.
  const follow = (section) => {
    const limit = section.clientHeight - parseFloat(getComputedStyle(section).paddingBottom);
    for (const pre of section.querySelectorAll('pre')) {
      const lines = pre.querySelectorAll('.line.current');
      const room = limit - pre.offsetTop;
      if (pre.offsetParent !== section || room < 100 || pre.offsetHeight <= room + 1) continue;
      for (let i = 0; isPrinted() && i < 4 && pre.offsetHeight > room; i++) {
        pre.style.setProperty('--code', `${parseFloat(getComputedStyle(pre).fontSize) * (room - 34) / (pre.offsetHeight - 34)}px`);
      }
      if (isPrinted()) continue;
      const scale = pre.getBoundingClientRect().height / pre.offsetHeight;
      Object.assign(pre.style, { maxHeight: `${room}px`, overflow: lines.length ? 'hidden' : 'auto', boxSizing: 'border-box' });
      if (!lines.length) continue;
      const top = pre.getBoundingClientRect().top - pre.scrollTop * scale;
      const [first, last] = [lines[0], lines[lines.length - 1]].map((line) => line.getBoundingClientRect());
      const [from, to] = [(first.top - top) / scale, (last.bottom - top) / scale];
      pre.scrollTop = to - from > room ? from - 12 : (from + to - room) / 2;
    }
  };

  // What the theme cannot ask of rules that the author wrote: whether text is centred, whether something floats, and
  // whether text over a picture has a colour that paper would hide.
  const lightness = ([r, g, b]) => 0.3 * r + 0.6 * g + 0.1 * b;
  const shade = (color) => lightness(color.match(/[\d.]+/g).map((part) => part * (color.startsWith('color') ? 255 : 1)));
  const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const adapt = (section) => {
    const children = [...section.children];
    section.classList.toggle('wd-middle', getComputedStyle(section).textAlign === 'center');
    section.classList.toggle('wd-flow', children.some((child) => getComputedStyle(child).float !== 'none'));
    if (!section.matches('[data-background-image]:not(.title)')) return;
    const paper = getComputedStyle(section).getPropertyValue('--wd-color-background').match(/[\da-f]{2}/gi);
    const ground = lightness((paper || []).concat('ff', 'ff', 'ff').map((part) => parseInt(part, 16)));
    const isClear = (element) => getComputedStyle(element).backgroundColor.endsWith(', 0)');
    const isHidden = (element) => Math.abs(shade(getComputedStyle(element).color) - ground) < 90;
    for (const child of children) {
      const isOn = (element) => element === child || (isClear(element) && isOn(element.parentElement));
      if ([child, ...child.querySelectorAll('*')].some((element) => hasText(element) && isHidden(element) && isOn(element))) child.classList.add('wd-bare');
    }
  };

  // A slide that is not shown is left out of the tab order: its links would take the keys of the one that is. What is
  // read or printed as a whole is hidden from nobody.
  const guard = () => {
    for (const section of root.querySelectorAll('.slides section')) {
      const inert = section.hidden && !isWhole();
      if (section.inert !== inert) section.inert = inert;
      if (!isRead() && !isPrinted()) continue;
      for (const name of ['hidden', 'aria-hidden']) section.removeAttribute(name);
    }
  };

  const update = () => {
    if (!Reveal.isReady()) return;
    guard();
    // The number makes room for the arrows. A rule that asks for their style costs a look at the whole deck for each
    // style that is set.
    const arrows = root.querySelector(':scope > .controls');
    root.classList.toggle('wd-controls', !!arrows && arrows.style.display === 'block');
    const sections = isWhole() ? [...root.querySelectorAll('.slides section')] : [Reveal.getCurrentSlide()];
    const slides = sections.filter((section) => section && !isStack(section));
    for (const section of slides) {
      step(section, isRead());
      adapt(section);
    }
    if (!isRead()) WhydeckFit.fit(slides);
    if (!isRead()) slides.forEach(follow);
  };

  let asked = 0;
  const soon = () => { asked = asked || requestAnimationFrame(() => { asked = 0; update(); }); };

  const EVENTS = ['slidechanged', 'fragmentshown', 'fragmenthidden', 'slidesync', 'sync', 'overviewshown', 'overviewhidden'];
  for (const name of ['ready', 'wd-view', ...EVENTS]) Reveal.on(name, update);
  // reveal.js calls a deck an application, in which screen readers pass on all keys and read nothing by themselves.
  Reveal.on('ready', () => {
    root.setAttribute('role', 'main');
    Reveal.registerKeyboardShortcut('ALT + CLICK', WhydeckWords.phrase('Zoom'));
  });
  Reveal.on('resize', soon);
  root.addEventListener('load', soon, true);   // images
  root.addEventListener('loadedmetadata', () => Reveal.layout(), true); // films that are stretched
  root.addEventListener('toggle', soon, true); // <details>
  if (document.fonts) document.fonts.ready.then(() => {
    if (Reveal.isReady()) Reveal.loadSlide(Reveal.getCurrentSlide()); // texts that are as wide as the slide
    soon();
  });

  // Alt-click shows what is there twice as large; the same again, Escape or another slide takes it back.
  const zoom = (place) => Object.assign(root.style, { transform: place && 'scale(2)', transformOrigin: place });
  root.addEventListener('click', (event) => {
    if (!event.altKey || isWhole()) return;
    event.preventDefault();
    zoom(root.style.transform ? '' : `${event.clientX}px ${event.clientY}px`);
  }, true);
  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !root.style.transform) return;
    event.stopPropagation();
    zoom('');
  }, true);
  for (const name of ['slidechanged', 'wd-view']) Reveal.on(name, () => zoom(''));

  // Elements with one data-id are a pair, whatever they are: an answer becomes the next question.
  function pairs(from, to) {
    const found = this.getAutoAnimatePairs(from, to);
    for (const element of to.querySelectorAll('[data-id]')) {
      const before = from.querySelector(`[data-id="${CSS.escape(element.dataset.id)}"]`);
      const isNew = before && !found.some((pair) => pair.to === element);
      if (isNew) found.push({ from: before, to: element, options: { scale: false } });
    }
    return found;
  }

  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const options = JSON.parse((holder && holder.textContent) || '{}');
  Reveal.initialize({
    pdfMaxPagesPerSlide: 1,
    autoAnimateDuration: 0.6,
    ...options,
    ...(isCalm && { transition: 'none', backgroundTransition: 'none', autoAnimate: false }),
    autoAnimateMatcher: pairs,
    display: 'flex',
    scrollActivationWidth: null, // phones get the reading view
    keyboardCondition: () => !isRead(),
    plugins: window.RevealNotes ? [window.RevealNotes] : [],
  });
})();
