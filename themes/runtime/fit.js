// Sets slides in the largest step of the type scale that fits.
const WhydeckFit = (() => {
  'use strict';

  // Of the theme's sizes. theme.css keeps body text at 24 px and labels at 18 px; the last steps make gaps, tables and
  // code smaller.
  const STEPS = [4 / 3, 34 / 30, 1, 0.9, 0.8, 0.72, 0.64];
  const TITLES = [1, 0.87, 0.775];

  const limitOf = (section) => section.clientHeight - parseFloat(getComputedStyle(section).paddingBottom) + 1;

  // Does the content end above the footer's strip, its images not tiny? Offsets do not see transforms.
  const fits = (section, limit) => {
    for (const child of section.children) {
      if (child.offsetParent !== section || getComputedStyle(child).position === 'absolute') continue;
      if (child.offsetTop + child.offsetHeight > limit) return false;
      const image = child.matches('img') ? child : child.querySelector(':scope > img:only-child');
      if (image && !image.matches('[width], [height], [style*="width"]') && image.offsetHeight < 180 && image.offsetWidth < Math.min(image.naturalWidth, 1000) * 0.9) return false;
    }
    return true;
  };

  // Slides are measured together: all are written, then all are read, so that the browser lays them out once a step.

  // A title of two lines takes the room of one; that of an opener has room for two large ones.
  const fitTitles = (sections) => {
    let open = sections.map((section) => ({ section, title: section.querySelector(':scope > :is(h1, h2, h3, h4, h5, h6)') }));
    for (const size of TITLES) {
      open = open.filter(({ title }) => title);
      for (const { section } of open) section.style.setProperty('--wd-title', size);
      open = open.filter(({ title }) => {
        const { minHeight, fontSize } = getComputedStyle(title);
        return title.offsetHeight > (parseFloat(minHeight) || 2.7 * parseFloat(fontSize)) + 1;
      });
    }
  };

  // Code whose lines would wrap is set smaller where that mends it: drawings and logs keep their lines.
  const fitCode = (sections) => {
    const isOurs = ({ style }) => !style.fontSize || style.fontSize.startsWith('min(');
    const open = sections.flatMap((section) => [...section.querySelectorAll('pre')].filter(isOurs));
    // Measured in letters that are larger than any step sets; theme.css has 22 px on both sides.
    for (const { style } of open) [style.fontSize, style.whiteSpace] = ['40px', 'pre'];
    const sizes = open.map(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth && 40 * (clientWidth - 44) / (scrollWidth - 22));
    open.forEach(({ style }, index) => {
      style.whiteSpace = '';
      style.fontSize = sizes[index] >= 18 ? `min(var(--code), ${sizes[index] - 0.1}px)` : '';
    });
  };

  // For each slide the number of the first step that fits, from the largest on; the last one when none does. Text is no
  // larger than a title that was made smaller.
  const stepsOf = (sections) => {
    const searches = sections.map((section) => {
      const isSmall = section.style.getPropertyValue('--wd-title') < 1;
      const most = isSmall ? STEPS[1] : parseFloat(getComputedStyle(section).getPropertyValue('--most')) || STEPS[0];
      return { section, limit: limitOf(section), low: STEPS.findIndex((step) => step <= most + 0.01), high: STEPS.length - 1 };
    });
    for (let open = searches; (open = open.filter(({ low, high }) => low < high)).length;) {
      for (const search of open) {
        search.middle = (search.low + search.high) >> 1;
        search.section.style.setProperty('--wd-fit', STEPS[search.middle]);
      }
      for (const search of open) search.fits = fits(search.section, search.limit);
      for (const search of open) {
        if (search.fits) search.high = search.middle; else search.low = search.middle + 1;
      }
    }
    return new Map(searches.map(({ section, low }) => [section, low]));
  };

  // The pieces of one slide ("2/3") are set in one size, also those that are not shown now.
  const piecesOf = (section) => {
    const [number, count] = (section.dataset.piece || '').split('/').map(Number);
    const all = [...section.parentElement.children];
    const first = all.indexOf(section) - number + 1;
    return count > 1 && first >= 0 ? all.slice(first, first + count) : [section];
  };

  // Smaller than the theme's sizes go: the author asked for it.
  const shrink = (section) => {
    let low = 0.3, high = 1;
    for (let i = 0; i < 6; i++) {
      const middle = (low + high) / 2;
      section.style.zoom = middle;
      if (fits(section, limitOf(section))) low = middle; else high = middle;
    }
    section.style.zoom = low;
  };

  const fit = (sections) => {
    const shown = sections.filter((section) => section.clientHeight);
    const groups = new Map();
    for (const section of shown) {
      const pieces = piecesOf(section);
      if (!groups.has(pieces[0])) groups.set(pieces[0], { section, pieces });
    }
    const back = [];
    for (const { section, pieces } of groups.values()) {
      const hidden = pieces.filter((piece) => !shown.includes(piece));
      const display = hidden.length ? getComputedStyle(section).display : '';
      for (const piece of hidden) {
        const [was, priority] = [piece.style.display, piece.style.getPropertyPriority('display')];
        piece.style.setProperty('display', display, 'important');
        back.push(() => piece.style.setProperty('display', was, priority));
      }
    }
    const all = [...groups.values()].flatMap(({ pieces }) => pieces);
    for (const piece of all) piece.style.removeProperty('zoom');
    fitTitles(all);
    fitCode(all);
    const steps = stepsOf(all);
    for (const { pieces } of groups.values()) {
      const step = STEPS[Math.max(...pieces.map((piece) => steps.get(piece)))];
      for (const piece of pieces) piece.style.setProperty('--wd-fit', step);
    }
    for (const show of back) show();
    for (const section of shown) {
      if (section.dataset.fit === 'shrink' && !fits(section, limitOf(section))) shrink(section);
    }
  };

  return { fit };
})();
