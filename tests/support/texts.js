// An expression: each line of text of the slide that is shown and of what stands around it, with its place in the
// window and its colour, [red, green, blue, opacity]. The words of a line are its first forty letters.
(() => {
  const AROUND = '.backgrounds, .controls, .progress, .pause-overlay, .speaker-notes, .aria-status, .notes, .wd-sr';
  const paint = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const channels = (color) => {
    paint.clearRect(0, 0, 1, 1);
    paint.fillStyle = color;
    paint.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = paint.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const opacity = (e) => {
    let all = 1;
    for (; e; e = e.parentElement) all *= Number(getComputedStyle(e).opacity);
    return all;
  };
  const found = [];
  const roots = [Reveal.getCurrentSlide(), ...document.querySelectorAll('.reveal > :not(.slides)')];
  for (const root of roots) {
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const e = node.parentElement;
      if (!node.data.trim() || e.closest(AROUND) || e.matches('details:not([open])') || !e.checkVisibility({ visibilityProperty: true })) continue;
      const style = getComputedStyle(e);
      const color = channels(e instanceof SVGElement ? style.fill : style.color);
      color[3] *= opacity(e);
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const { x, y, width, height } of range.getClientRects()) {
        if (width < 2 || height < 2) continue;
        found.push({ x, y, width, height, color, text: node.data.trim().slice(0, 40) });
      }
    }
  }
  return found;
})()
