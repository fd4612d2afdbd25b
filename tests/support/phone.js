// An expression: what is wrong with a deck that a phone shows as one page to read, as a list of sentences.
(() => {
  const problems = [];
  if (!document.documentElement.matches('.wd-reading')) return ['it is no page to read'];
  // On a phone the window grows with what is too wide; the root element does not.
  const width = document.documentElement.clientWidth;
  const wide = document.documentElement.scrollWidth - width;
  if (wide > 0) problems.push(`the page is ${wide} px wider than its window`);
  const scrolls = (e) => /auto|scroll/.test(getComputedStyle(e).overflowX);
  let last = -Infinity;
  for (const slide of document.querySelectorAll('.slides section:not(:has(> section))')) {
    const { top } = slide.getBoundingClientRect();
    if (top <= last) problems.push(`#${slide.id} does not stand below the slide before it`);
    last = top;
    const walk = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const e = node.parentElement;
      if (!node.data.trim() || e.closest('.wd-sr, title, desc, .controls, summary ~ *')) continue;
      const words = `#${slide.id}: “${node.data.trim().slice(0, 30)}”`;
      const isShown = e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
      if (isShown === !!e.closest('aside.notes')) problems.push(`${words} is ${isShown ? 'shown' : 'hidden'}`);
      if (!isShown) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const past = Math.max(...[...range.getClientRects()].map((box) => Math.max(box.right - width, -box.left)));
      let around = e;
      while (around && !scrolls(around)) around = around.parentElement;
      if (past > 1 && !around) problems.push(`${words} is ${Math.round(past)} px past the edge`);
      const size = parseFloat(getComputedStyle(e).fontSize);
      if (size < 12 && !e.closest('svg, sup, sub')) problems.push(`${words} has letters of ${size} px`);
    }
  }
  return problems;
})()
