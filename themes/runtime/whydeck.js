// Starts reveal.js, steps through code, and sets each slide in the largest step of the type scale that fits.
(() => {
  'use strict';
  const root = document.querySelector('.reveal');
  const holder = document.querySelector('body > script#whydeck-options');
  if (!root || !window.Reveal) return;

  // Of the theme's sizes. theme.css keeps body text at 24 px and labels at 18 px; the last steps make gaps, tables and
  // code smaller.
  const STEPS = [4 / 3, 34 / 30, 1, 0.9, 0.8, 0.72, 0.64];
  const TITLES = [1, 0.87, 0.775];
  const isStack = (section) => section.classList.contains('stack') || !!section.querySelector(':scope > section');

  // Does the content end above the footer's strip, its images not tiny? Offsets do not see transforms.
  const fits = (section, limit) => {
    for (const child of section.children) {
      if (child.offsetParent !== section || getComputedStyle(child).position === 'absolute') continue;
      if (child.offsetTop + child.offsetHeight > limit) return false;
      const image = child.matches('img') ? child : child.querySelector(':scope > img:only-child');
      if (image && image.offsetHeight < 180 && image.offsetWidth < Math.min(image.naturalWidth, 1000) * 0.9) return false;
    }
    return true;
  };

  // The number of the first step that fits, from the largest on; the last one when none does.
  const stepOf = (section) => {
    const style = getComputedStyle(section);
    const limit = section.clientHeight - parseFloat(style.paddingBottom) + 1;
    const most = parseFloat(style.getPropertyValue('--most')) || STEPS[0];
    let low = STEPS.findIndex((step) => step <= most + 0.01), high = STEPS.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      section.style.setProperty('--wd-fit', STEPS[middle]);
      if (fits(section, limit)) high = middle; else low = middle + 1;
    }
    section.style.setProperty('--wd-fit', STEPS[low]);
    return low;
  };

  // A title of two lines takes the room of one.
  const fitTitle = (section) => {
    const title = section.querySelector(':scope > :is(h1, h2, h3)');
    if (!title) return;
    const room = parseFloat(getComputedStyle(title).minHeight);
    for (const size of TITLES) {
      section.style.setProperty('--wd-title', size);
      if (!room || title.offsetHeight <= room + 1) return;
    }
  };

  // The pieces of one slide ("2/3") are set in one size, also those that are not shown now.
  const piecesOf = (section) => {
    const [number, count] = (section.dataset.piece || '').split('/').map(Number);
    const all = [...section.parentElement.children];
    const first = all.indexOf(section) - number + 1;
    return count > 1 && first >= 0 ? all.slice(first, first + count) : [section];
  };

  const fit = (section) => {
    if (!section.clientHeight) return;
    const pieces = piecesOf(section);
    const display = getComputedStyle(section).display;
    const steps = pieces.map((piece) => {
      const [was, priority] = [piece.style.display, piece.style.getPropertyPriority('display')];
      if (piece !== section) piece.style.setProperty('display', display, 'important');
      piece.style.removeProperty('zoom');
      fitTitle(piece);
      const step = stepOf(piece);
      if (piece !== section) piece.style.setProperty('display', was, priority);
      return step;
    });
    const step = STEPS[Math.max(...steps)];
    for (const piece of pieces) piece.style.setProperty('--wd-fit', step);
    const limit = section.clientHeight - parseFloat(getComputedStyle(section).paddingBottom) + 1;
    if (section.dataset.fit === 'shrink' && !fits(section, limit)) shrink(section);
  };

  // Smaller than the theme's sizes go: the author asked for it.
  const shrink = (section) => {
    let low = 0.3, high = 1;
    for (let i = 0; i < 6; i++) {
      const middle = (low + high) / 2;
      section.style.zoom = middle;
      if (fits(section, section.clientHeight - parseFloat(getComputedStyle(section).paddingBottom) + 1)) low = middle;
      else high = middle;
    }
    section.style.zoom = low;
  };

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
      pre.querySelectorAll('.line').forEach((line, i) => line.classList.toggle('current', !!on && on(i + 1)));
    }
  };

  const update = () => {
    if (!Reveal.isReady()) return;
    const flat = Reveal.isPrintView() && !Reveal.getConfig().pdfSeparateFragments;
    const all = Reveal.isOverview() || Reveal.isPrintView() || Reveal.isScrollView();
    for (const section of all ? root.querySelectorAll('.slides section') : [Reveal.getCurrentSlide()]) {
      if (!section || isStack(section)) continue;
      step(section, flat);
      fit(section);
    }
  };

  let asked = 0;
  const soon = () => { asked = asked || requestAnimationFrame(() => { asked = 0; update(); }); };

  // A printed page carries the footer too.
  const printed = () => {
    const footer = root.querySelector(':scope > .wd-footer');
    if (footer) for (const page of root.querySelectorAll('.pdf-page')) page.append(footer.cloneNode(true));
    update();
  };

  for (const name of ['ready', 'slidechanged', 'fragmentshown', 'fragmenthidden', 'slidesync', 'sync', 'overviewshown']) {
    Reveal.on(name, update);
  }
  Reveal.on('resize', soon);
  Reveal.on('pdf-ready', printed);
  root.addEventListener('load', soon, true);   // images
  root.addEventListener('toggle', soon, true); // <details>
  if (document.fonts) document.fonts.ready.then(soon);

  const options = JSON.parse((holder && holder.textContent) || '{}');
  Reveal.initialize({
    pdfMaxPagesPerSlide: 1,
    ...options,
    display: 'flex',
    plugins: window.RevealNotes ? [window.RevealNotes] : [],
  });
})();
