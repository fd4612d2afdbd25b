// Starts reveal.js, steps through code, and shrinks a slide that is taller than the canvas.
(() => {
  'use strict';
  const root = document.querySelector('.reveal');
  const holder = document.querySelector('body > script#whydeck-options');
  if (!root || !window.Reveal) return;

  const SMALLEST = 0.64; // theme.css keeps body text at 24 px and labels at 18 px whatever the factor
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

  const fit = (section) => {
    if (!section.clientHeight) return;
    section.style.removeProperty('--wd-fit');
    section.style.removeProperty('zoom');
    const style = getComputedStyle(section);
    const limit = section.clientHeight - parseFloat(style.paddingBottom) + 1;
    if (fits(section, limit)) return;
    let low = SMALLEST / (parseFloat(style.getPropertyValue('--roomy')) || 1), high = 1;
    for (let i = 0; i < 6; i++) {
      const middle = (low + high) / 2;
      section.style.setProperty('--wd-fit', middle);
      if (fits(section, limit)) low = middle; else high = middle;
    }
    section.style.setProperty('--wd-fit', low);
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
