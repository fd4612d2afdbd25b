// Makes a deck whose slides are laid out as pages ready for a PDF that can be heard: the browser gives a tag to each
// element, and none to text of a style sheet. `whydeck build -o deck.pdf` runs it; decks do not carry it. Its value is
// what links are called, by address.
(async () => {
  'use strict';
  const root = document.querySelector('.reveal');
  const all = (selector, from = root) => [...from.querySelectorAll(selector)];
  const isShown = (element) => element.checkVisibility();

  await document.fonts.ready;
  await Promise.all(all('img').map((image) => image.decode().catch(() => {})));

  // ---------------------------------------------------------------- pictures behind slides

  // A drawing is painted word by word, and its words would stand in the file as text of the slide.
  const isDrawing = ({ backgroundImage, backgroundSize }) => /^url\("data:image\/svg[^"]*"\)$/.test(backgroundImage) && backgroundSize !== 'auto';
  const grounds = all('.pdf-page > .slide-background > .slide-background-content').filter((ground) => isDrawing(getComputedStyle(ground)));
  await Promise.all(grounds.map(async (ground) => {
    const drawing = new Image();
    drawing.src = getComputedStyle(ground).backgroundImage.slice(5, -2);
    await drawing.decode();
    const scale = 2560 / Math.max(drawing.naturalWidth, drawing.naturalHeight, 1);
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, drawing.naturalWidth * scale);
    canvas.height = Math.max(1, drawing.naturalHeight * scale);
    canvas.getContext('2d').drawImage(drawing, 0, 0, canvas.width, canvas.height);
    ground.style.setProperty('background-image', `url("${canvas.toDataURL()}")`, 'important');
  })).catch(() => {}); // what is no picture stays as it is

  // ---------------------------------------------------------------- text of the style sheet

  // What a rule writes: words, an attribute, or the number of an item. Line numbers of code are left to the eye.
  const said = (element, style) => {
    const attribute = /^attr\(([\w-]+)\)$/.exec(style.content);
    if (attribute) return element.getAttribute(attribute[1]) || '';
    if (/^counter\(/.test(style.content) && element.matches('li')) return String(1 + all(':scope > li', element.parentElement).indexOf(element));
    return (/^"((?:[^"\\]|\\.)+)"$/.exec(style.content) || ['', ''])[1].replace(/\\(.)/g, '$1');
  };

  const copyOf = (element, style, text) => {
    const copy = document.createElement('span');
    copy.textContent = text;
    for (const name of style) if (name !== 'content') copy.style.setProperty(name, style.getPropertyValue(name));
    return copy;
  };

  // All are read before the first is written, so that the browser works the style out once.
  const generated = all('.slides section, .slides section :is(p, li, td, th, h1, h2, h3, h4)').flatMap((element) => (
    ['::before', '::after'].flatMap((part) => {
      const style = getComputedStyle(element, part);
      const text = /^(none|normal|"")$/.test(style.content) || style.display === 'none' ? '' : said(element, style);
      return text && isShown(element) ? [{ element, part, text, copy: copyOf(element, style, text) }] : [];
    })
  ));
  const quiet = new CSSStyleSheet();
  quiet.replaceSync('.wd-said-before::before, .wd-said-after::after { content: "" !important; }');
  document.adoptedStyleSheets.push(quiet);
  for (const { element, part, copy } of generated) {
    element.classList.add(`wd-said-${part.slice(2)}`);
    if (element.matches('section')) {
      // Rules ask what stands first on a slide: what is said before it stands before the slide, at the same place.
      for (const [edge, offset] of [['left', element.offsetLeft], ['top', element.offsetTop]]) {
        copy.style.setProperty(edge, `${parseFloat(copy.style.getPropertyValue(edge)) + offset}px`);
      }
      for (const name of ['right', 'bottom', 'inset-inline', 'inset-block']) copy.style.removeProperty(name);
      element.before(copy);
    } else if (part === '::before') element.prepend(copy);
    else element.append(copy);
  }

  // ---------------------------------------------------------------- tags

  // An empty cell has no tag, and its row would be shorter than the others.
  for (const cell of all('td, th')) if (!cell.textContent.trim() && !cell.querySelector('img, svg, input')) cell.textContent = '\u00a0';
  // A figure holds the picture, which has a name of its own.
  for (const figure of all('figure')) figure.setAttribute('role', 'group');
  for (const image of all('img:not([alt])')) image.alt = '';
  // What stands on each page is read on none.
  for (const element of all('.wd-footer, .slide-number, .slide-background, .backgrounds')) element.setAttribute('aria-hidden', 'true');
  // Levels of headings that leave one out.
  let last = 0;
  for (const heading of all('.slides :is(h1, h2, h3, h4, h5, h6)').filter(isShown)) {
    const level = Number(heading.getAttribute('aria-level') || heading.localName[1]);
    const mended = Math.min(level, last + 1);
    if (mended !== level) heading.setAttribute('aria-level', mended);
    last = mended;
  }

  // ---------------------------------------------------------------- links

  const names = {};
  for (const link of all('.slides a[href]')) {
    // Slides are addressed as a PDF addresses places: by their ids.
    const [, to] = /^#\/(.+)$/.exec(link.getAttribute('href')) || [];
    const [h, v] = (to || '').split('/').map(Number);
    const target = to && (document.getElementById(decodeURIComponent(to)) || Reveal.getSlide(h, v));
    if (target && target.id) link.href = `#${encodeURIComponent(target.id)}`;
    const name = (link.getAttribute('aria-label') || link.textContent || '').trim().replace(/\s+/g, ' ');
    if (name && !names[link.href]) names[link.href] = name;
  }
  return names;
})()
