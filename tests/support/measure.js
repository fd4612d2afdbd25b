// An expression: what is wrong on the slide that is shown, as a list of sentences. All sizes are in pixels of the
// canvas (1280×720), so the factor by which reveal fits the canvas into the window is taken out again.
(async () => {
  const frame = () => new Promise(requestAnimationFrame);
  await document.fonts.ready;
  await frame();

  const TOLERANCE = 1;
  const BODY = 24, LABEL = 18;
  const SMALL = 'pre, code, kbd, samp, table, figure, figcaption, svg, footer, .footnotes, .footnote-ref, sup, sub, small, ' +
    '.wd-footer, .slide-number, .placeholder-note, .more, .asked, .fill, .numbers em, .times em';
  const AROUND = '.backgrounds, .controls, .progress, .pause-overlay, .speaker-notes, .aria-status, .notes, .wd-sr';

  const problems = [];
  const scale = Reveal.getScale();
  const canvas = document.querySelector('.reveal .slides').getBoundingClientRect();
  const view = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  const slide = Reveal.getCurrentSlide();

  const name = (e) => {
    const words = (e.textContent || e.getAttribute('alt') || '').trim().replace(/\s+/g, ' ').slice(0, 40);
    const classes = [...e.classList].map((c) => '.' + c).join('');
    return `<${e.localName}${classes}>${words ? ` “${words}”` : ''}`;
  };
  const isShown = (e) => {
    if (!e.checkVisibility({ opacityProperty: false, visibilityProperty: true })) return false;
    const box = e.getBoundingClientRect();
    return box.width > 1 && box.height > 1; // a box of one pixel is text for screen readers
  };
  const outside = (box, of) => {
    const sides = {
      left: of.left - box.left, top: of.top - box.top, right: box.right - of.right, bottom: box.bottom - of.bottom,
    };
    return Object.entries(sides).filter(([, by]) => by > TOLERANCE).map(([side, by]) => `${Math.round(by / scale)} px past the ${side}`);
  };
  // The boxes that are seen: of text its lines, of a replaced element its own.
  const textNodes = (e) => [...e.childNodes].filter((n) => n.nodeType === Node.TEXT_NODE && n.data.trim());
  const lines = (node) => { const range = document.createRange(); range.selectNodeContents(node); return [...range.getClientRects()]; };
  const PAINTED = 'img, svg, video, canvas, table, pre, hr, input, blockquote, mark, math';

  // How large the letters are after every transform; around the canvas nothing is scaled by reveal.
  const letters = (e) => {
    const size = parseFloat(getComputedStyle(e).fontSize);
    if (e instanceof SVGElement && e.getScreenCTM) {
      const m = e.getScreenCTM();
      return size * Math.hypot(m.b, m.d) / scale;
    }
    const usual = e.closest('.slides') ? scale : 1;
    let html = e;
    while (html && !(html instanceof HTMLElement && html.offsetHeight)) html = html.parentElement;
    const drawn = html ? html.getBoundingClientRect().height / html.offsetHeight : usual;
    // Offsets are whole pixels, which makes the quotient of a small box inexact: near the usual factor it is that one.
    const isUsual = Math.abs(drawn / usual - 1) < 0.06 || getComputedStyle(html).display === 'inline';
    return size * (isUsual ? usual : drawn) / scale;
  };

  const check = (root, bounds) => {
    for (const e of [root, ...root.querySelectorAll('*')]) {
      if (e.closest(AROUND) || !isShown(e)) continue;
      const texts = textNodes(e);
      const boxes = texts.flatMap(lines);
      if (e.matches(PAINTED)) boxes.push(e.getBoundingClientRect());
      const past = new Set(boxes.flatMap((box) => outside(box, bounds)));
      if (past.size) problems.push(`${name(e)} is ${[...past].join(', ')}`);

      const style = getComputedStyle(e);
      if (e instanceof HTMLElement && !/visible/.test(style.overflow) && e !== root && style.display !== 'inline') {
        const [x, y] = [e.scrollWidth - e.clientWidth, e.scrollHeight - e.clientHeight];
        const ellipsis = style.textOverflow === 'ellipsis';
        if (y > TOLERANCE || (x > TOLERANCE && !ellipsis)) problems.push(`${name(e)} hides ${x} × ${y} px of its content`);
      }

      if (texts.length && !e.parentElement?.closest('math')) {
        const least = e.closest(SMALL) ? LABEL : BODY;
        const size = letters(e);
        if (size < least - 0.05) problems.push(`${name(e)} has letters of ${size.toFixed(1)} px, less than ${least}`);
      }
    }
  };

  // What stands beside each other does not stand on each other.
  const parts = [...slide.children].filter((e) => isShown(e) && !e.matches(AROUND) && getComputedStyle(e).position !== 'absolute');
  const boxes = parts.map((e) => e.getBoundingClientRect());
  parts.forEach((e, i) => parts.slice(i + 1).forEach((other, j) => {
    const [a, b] = [boxes[i], boxes[i + 1 + j]];
    const x = Math.min(a.right, b.right) - Math.max(a.left, b.left), y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (x > 2 * TOLERANCE && y > 2 * TOLERANCE) problems.push(`${name(e)} and ${name(other)} overlap by ${Math.round(y / scale)} px`);
  }));

  check(slide, canvas);
  for (const e of document.querySelectorAll('.reveal > :not(.slides)')) check(e, view);
  return problems;
})()
