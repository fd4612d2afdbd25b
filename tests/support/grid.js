// An expression: where the parts of the slide that is shown stand, in pixels of the canvas (1280×720). A slide that
// is centred on purpose (a title, an opener, a statement) says so.
(async () => {
  await document.fonts.ready;
  await new Promise(requestAnimationFrame);

  const LEFT = 60, RIGHT = 1220, FOOTER = 660;
  const slide = Reveal.getCurrentSlide();
  const scale = Reveal.getScale();
  const canvas = document.querySelector('.reveal .slides').getBoundingClientRect();
  const isShown = (e) => e.checkVisibility({ visibilityProperty: true }) && e.offsetWidth !== 1;
  const placed = (box) => ({
    left: (box.left - canvas.left) / scale, top: (box.top - canvas.top) / scale,
    right: (box.right - canvas.left) / scale, bottom: (box.bottom - canvas.top) / scale,
  });
  const boxOf = (e) => placed(e.getBoundingClientRect());

  const title = slide.querySelector(':scope > :is(h1, h2, h3, h4, h5, h6)');
  const isTitle = title && [...slide.children].filter((e) => isShown(e) && !e.matches('.trail, .backdrop'))[0] === title;
  const around = 'aside, .more, .wd-sr, .footnotes, .placeholder-note, .code-step, .backdrop, .asked';
  const parts = [...slide.children].filter((e) => e !== title && !e.matches(around) && isShown(e));

  // What is seen: text by its lines, the rest by its boxes.
  const PAINTED = 'img, svg, video, canvas, table, pre, hr, .callout, .number, li';
  const seen = [];
  const walk = document.createTreeWalker(slide, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const e = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    if (!isShown(e) || e.closest(around) || title?.contains(e)) continue;
    if (node.nodeType === Node.TEXT_NODE && node.data.trim()) {
      const range = document.createRange();
      range.selectNodeContents(node);
      seen.push(...[...range.getClientRects()].map(placed));
    } else if (node === e && e.matches(PAINTED)) seen.push(boxOf(e));
  }
  const edge = (side, choose) => (seen.length ? choose(...seen.map((box) => box[side])) : 0);
  const bottom = Math.max(edge('bottom', Math.max), ...[...slide.children].filter((e) =>
    isShown(e) && getComputedStyle(e).position !== 'absolute' && !e.matches('aside')).map((e) => boxOf(e).bottom));

  // Where the content begins, and how much of the room below that is taken.
  const top = parts.length ? Math.min(...parts.map((e) => boxOf(e).top)) : 0;
  const room = (FOOTER - 140) * (RIGHT - LEFT);
  const filled = Math.max(0, Math.min(edge('bottom', Math.max), FOOTER) - Math.max(edge('top', Math.min), 140))
    * Math.max(0, edge('right', Math.max) - edge('left', Math.min)) / room;
  // Words of prose; two wide characters count as one. Items of lists, those within items as well.
  const prose = parts.filter((e) => e.matches('p, blockquote, .answer, .callout')).map((e) => e.innerText).join(' ');
  const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;
  const words = prose.replace(wide, ' ').split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length +
    Math.ceil((prose.match(wide) ?? []).length / 2);
  const items = [...slide.querySelectorAll('li')]
    .filter((item) => isShown(item) && !item.closest(`${around}, table, figure, .title, .chain`)).length;
  return {
    id: slide.id, isMain: (Reveal.getIndices(slide).v || 0) === 0,
    isCentred: slide.matches('.title, .divider, .statement') || !title || !isTitle || !parts.length ||
      getComputedStyle(slide).getPropertyValue('--centred').trim() === '1',
    title: isTitle ? boxOf(title) : null, top, bottom, filled,
    left: Math.min(...parts.filter((e) => e.matches('p, h3, h4, ul, ol, table, pre, figure, .callout, blockquote')).map((e) => boxOf(e).left)),
    words, items,
    body: parseFloat(getComputedStyle(slide).fontSize),
  };
})()
