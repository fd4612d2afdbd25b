// The deck in the page as one text, without what reveal.js and whydeck.js put there while it runs. A page that was
// patched and a page that was just loaded give the same text. An expression; left out is:
// - sections: the classes past, present, future, stack, has-dark-background, has-light-background; hidden,
//   aria-hidden, inert, data-fragment, data-index-h, data-index-v, data-previous-indexv, the state of data-auto-animate;
//   the styles display, top, transform, --wd-fit, --wd-title; data-background-image that reveal.js copied from data-background;
// - fragments: the classes visible and current-fragment (the numbers stay);
// - code: the classes stepping and current; <details>: open;
// - elements that reveal.js loads late: whether they are; stretched elements: their style; data-auto-animate-target;
// - blanks between sections, the order of attributes and classes, and the overview's backgrounds.
(() => {
  const drop = (element, ...names) => names.forEach((name) => element.removeAttribute(name));
  const slides = document.querySelector('.reveal .slides').cloneNode(true);
  for (const child of [...slides.children]) if (child.localName !== 'section') child.remove();
  for (const parent of [slides, ...slides.querySelectorAll('section:has(> section)')]) {
    for (const node of [...parent.childNodes]) if (node.nodeType === 3 && !node.data.trim()) node.remove();
  }
  for (const section of slides.querySelectorAll('section')) {
    section.classList.remove('past', 'present', 'future', 'stack', 'has-dark-background', 'has-light-background');
    drop(section, 'hidden', 'aria-hidden', 'inert', 'data-fragment', 'data-index-h', 'data-index-v', 'data-previous-indexv');
    if (section.hasAttribute('data-auto-animate')) section.setAttribute('data-auto-animate', '');
    for (const name of ['display', 'top', 'transform', '--wd-fit', '--wd-title']) section.style.removeProperty(name);
    if (section.dataset.background === section.dataset.backgroundImage) drop(section, 'data-background-image');
  }
  for (const element of slides.querySelectorAll('*')) {
    if (element.matches('.fragment')) element.classList.remove('visible', 'current-fragment');
    if (element.matches('pre')) element.classList.remove('stepping');
    if (element.matches('.line')) element.classList.remove('current');
    if (element.matches('details')) drop(element, 'open');
    if (element.matches('.r-stretch, .stretch, .r-fit-text')) drop(element, 'style');
    if (element.matches('img, video, audio, iframe, source') && element.hasAttribute('data-src')) {
      element.setAttribute('src', element.getAttribute('data-src'));
      drop(element, 'data-src');
    }
    drop(element, 'data-lazy-loaded', 'data-auto-animate-target');
    const attributes = [...element.attributes].map(({ name, value }) => {
      if (name === 'class') return [name, [...element.classList].sort().join(' ')];
      return [name, name === 'style' ? [...element.style].sort().map((p) => p + ':' + element.style.getPropertyValue(p)).join(';') : value];
    }).filter(([name, value]) => value || (name !== 'class' && name !== 'style'));
    drop(element, ...[...element.attributes].map(({ name }) => name));
    for (const [name, value] of attributes.sort()) element.setAttribute(name, value);
  }
  const root = document.documentElement, footer = document.querySelector('.reveal > .wd-footer');
  return [root.lang, root.dir, document.title, footer ? footer.outerHTML : '', slides.innerHTML.replaceAll('<section', '\n<section')].join('\n');
})()
