// A deck as something else than slides: one page to scroll, pages to print, and a handout.
(() => {
  'use strict';
  const { phrase } = WhydeckWords;
  const root = document.querySelector('.reveal');
  if (!root || !window.Reveal) return;
  const html = document.documentElement;
  const changed = () => Reveal.dispatchEvent({ type: 'wd-view' });
  const isPrintView = /print-pdf/i.test(location.search);
  const isHandout = /[?&]handout\b/i.test(location.search);
  const isFrame = window.top !== window || /receiver/i.test(location.search); // a preview

  const styled = (css) => {
    const style = document.createElement('style');
    style.textContent = css;
    return style;
  };

  // ---------------------------------------------------------------- the reading view: `r`, and on phones

  // Its rules are those of a page without scripts.
  const fallback = document.querySelector('head > noscript');
  const reading = fallback && styled(fallback.textContent.replace(/<\/?style>/g, ''));
  const button = document.createElement('button');
  const isRead = () => !!reading && reading.isConnected;
  const slides = () => [...root.querySelectorAll('.slides section')].filter((section) => !section.querySelector(':scope > section'));

  const label = () => { button.textContent = isRead() ? phrase('Show slides (R)') : phrase('Reading view (R)'); };

  const read = (on) => {
    if (on === isRead()) return;
    const top = on ? Reveal.getCurrentSlide() : slides().filter((slide) => slide.getBoundingClientRect().top < 100).at(-1);
    if (on) {
      Reveal.toggleOverview(false);
      Reveal.togglePause(false);
      document.head.append(reading);
    } else reading.remove();
    html.classList.toggle('wd-reading', on);
    root.toggleAttribute('data-prevent-swipe', on); // as reveal.js calls it
    label();
    changed();
    // What is wider than the page scrolls, also by keys.
    for (const wide of root.querySelectorAll('.slides :is(table, pre, .wd-figure)')) {
      if (on && wide.scrollWidth > wide.clientWidth + 1) wide.tabIndex = 0;
      else wide.removeAttribute('tabindex');
    }
    if (on) top.scrollIntoView();
    else {
      const { h, v } = Reveal.getIndices(top);
      Reveal.slide(h, v);
      Reveal.layout();
    }
  };

  const offer = () => {
    // Asked once: a window that is made smaller, or drawn smaller for a picture, stays as it is.
    const isNarrow = matchMedia('(max-width: 600px)').matches;
    read(isNarrow && Reveal.getConfig().view !== 'scroll');
    button.type = 'button';
    button.className = 'wd-view';
    button.lang = WhydeckWords.lang;
    button.addEventListener('click', () => read(!isRead()));
    label();
    document.body.prepend(button);
    Reveal.on('slidechanged', ({ currentSlide }) => { if (isRead()) currentSlide.scrollIntoView(); });
    if (!Reveal.getConfig().keyboard) return;
    Reveal.registerKeyboardShortcut('R', phrase('Reading view'));
    document.addEventListener('keydown', (event) => {
      const { key = '', code, target } = event;
      const isR = /^[a-z]$/i.test(key) ? /r/i.test(key) : code === 'KeyR'; // the key's place, where letters are others
      if (!(isR || (key === 'Escape' && isRead())) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (!target.closest('input, textarea, select, [contenteditable]')) read(!isRead());
    });
  };

  // ---------------------------------------------------------------- pages: to print, and the handout

  const HANDOUT = 580; // the width of a slide on it
  const numbered = (number) => {
    const element = document.createElement('div');
    element.className = 'slide-number slide-number-pdf';
    element.textContent = number;
    return element;
  };

  // A printed page carries the footer, too.
  const finish = (page) => {
    const footer = root.querySelector(':scope > .wd-footer');
    if (footer) page.append(footer.cloneNode(true));
  };

  // On paper a dark deck is light, unless its author chose it dark or has colours of his own; a file is as the deck is.
  const isLight = () => !getComputedStyle(html).getPropertyValue('--wd-own') && !root.querySelector('.slides [style*="color"], .slides [color]');

  // Lays each slide out on a page of its own, as reveal.js does for ?print-pdf; returns what takes that back.
  const lay = (withNotes, isFile) => {
    const { margin, slideNumber, showSlideNumber } = Reveal.getConfig();
    const size = Reveal.getComputedSlideSize();
    const [width, height] = [size.width, size.height].map((side) => Math.floor(side * (1 + margin)));
    const { h, v, f } = Reveal.getIndices();
    const back = [];
    const names = ['reveal-print', 'print-pdf', ...(withNotes ? ['wd-handout'] : [])];
    const sheet = styled(withNotes ? '@page{size:landscape;margin:11mm}'
      : `@page{size:${width}px ${height}px;margin:0}body{width:${width}px!important}`);
    let number = 0;
    for (const slide of slides()) {
      const isCounted = slide.dataset.visibility !== 'uncounted';
      number += isCounted;
      Reveal.loadSlide(slide);
      const mark = document.createComment('');
      const css = slide.style.cssText;
      slide.before(mark);
      const page = document.createElement('div');
      page.className = 'pdf-page';
      page.style.cssText = `width:${width}px;height:${height - 1}px`;
      if (withNotes) page.style.zoom = HANDOUT / width;
      if (slide.slideBackgroundElement) page.append(slide.slideBackgroundElement);
      page.append(slide);
      Object.assign(slide.style, {
        left: `${(width - size.width) / 2}px`, top: `${(height - size.height) / 2}px`, width: `${size.width}px`,
      });
      if (isCounted && slideNumber && /all|print/i.test(showSlideNumber)) page.append(numbered(number));
      finish(page);
      // What one sees in the end.
      const fragments = [...slide.querySelectorAll('.fragment')];
      const classes = fragments.map((fragment) => fragment.className);
      const last = Math.max(...fragments.map((fragment) => +fragment.dataset.fragmentIndex));
      for (const fragment of fragments) {
        fragment.classList.add('visible');
        fragment.classList.toggle('current-fragment', +fragment.dataset.fragmentIndex === last);
      }
      let row = page;
      if (withNotes) {
        const notes = slide.querySelector(':scope > aside.notes');
        row = document.createElement('div');
        row.className = 'wd-row';
        row.append(page, document.createElement('div'));
        row.lastChild.className = 'wd-notes';
        row.lastChild.innerHTML = notes ? notes.innerHTML : '';
      }
      root.querySelector('.slides').append(row);
      back.push(() => {
        mark.replaceWith(slide);
        row.remove();
        slide.style.cssText = css;
        fragments.forEach((fragment, i) => { fragment.className = classes[i]; });
      });
    }
    if (!isFile && isLight()) names.push('wd-light');
    html.classList.add(...names);
    document.head.append(sheet);
    changed();
    return () => {
      for (const undo of back) undo();
      html.classList.remove(...names);
      sheet.remove();
      Reveal.sync();
      Reveal.slide(h, v, f);
      Reveal.layout();
    };
  };

  const offerPrint = () => {
    let back = null;
    addEventListener('beforeprint', ({ isTrusted }) => {
      if (back || Reveal.isScrollView()) return;
      const wasRead = isRead();
      Reveal.toggleOverview(false);
      read(false);
      const undo = lay(false, !isTrusted);
      back = () => { undo(); read(wasRead); };
    });
    addEventListener('afterprint', () => {
      if (back) back();
      back = null;
    });
  };

  Reveal.on('pdf-ready', () => {
    root.querySelectorAll('.pdf-page').forEach(finish);
    html.classList.toggle('wd-light', isLight());
    changed();
  });
  const whenReady = () => {
    if (isPrintView) return;
    if (isHandout) lay(true);
    else {
      if (!isFrame && reading) offer();
      offerPrint();
    }
  };
  // A page that arrives in parts may be ready before this part.
  if (Reveal.isReady()) whenReady(); else Reveal.on('ready', whenReady);
})();
