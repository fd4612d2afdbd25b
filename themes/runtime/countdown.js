// Counts a slide's minutes down: its button or T starts and stops it. On paper, in a preview and without scripts the
// plain minutes stand there.
(() => {
  'use strict';
  const { phrase } = WhydeckWords;
  const root = document.querySelector('.reveal');
  if (!root || !window.Reveal || window.top !== window) return;

  const SHEET = '@media screen{.countdown.wd-counts>.wd-plain{display:none}}' +
    '.wd-count{display:inline-block;font-variant-numeric:tabular-nums lining-nums}' +
    '.countdown:not(.wd-counts)>.wd-count{display:none}.countdown.wd-ends{--tone:var(--wd-color-warm)}' +
    '.countdown>button{margin-inline-start:24px;padding:8px 24px;border:2px solid;border-radius:var(--wd-radius);' +
    'background:none;color:var(--wd-color-accent);font:700 24px/1.2 var(--wd-font-body);letter-spacing:0;vertical-align:middle;cursor:pointer}' +
    '.countdown>button:focus-visible{outline:3px solid;outline-offset:3px}' +
    '.countdown>output{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}' +
    '@media print{.countdown>:is(.wd-count,button,output){display:none!important}}' +
    '.reveal-print .countdown>:is(.wd-count,button,output){display:none!important}' +
    '.reveal-print .countdown>.wd-plain{display:inline!important}';
  const sheet = document.createElement('style');
  sheet.textContent = SHEET;
  document.head.append(sheet);

  const MINUTE = 60000;
  // By slide, since a slide that is patched gets new elements: what is left, and when it ends while it runs.
  const clocks = new Map();
  let tick = 0;

  const all = () => [...root.querySelectorAll('.slides .countdown[data-minutes]')].filter((element) => +element.dataset.minutes > 0);
  const clockOf = (element) => {
    const section = element.closest('section');
    const name = [section.id, [...section.querySelectorAll('.countdown')].indexOf(element), element.dataset.minutes].join();
    if (!clocks.has(name)) clocks.set(name, { whole: element.dataset.minutes * MINUTE, left: element.dataset.minutes * MINUTE, ends: 0, said: '' });
    return clocks.get(name);
  };
  // Whoever sets the computer's clock changes nothing here.
  const leftOf = (clock) => clock.ends ? Math.max(0, clock.ends - performance.now()) : clock.left;
  const digits = (ms) => {
    const seconds = Math.ceil(ms / 1000);
    return Math.floor(seconds / 60) + ':' + String(seconds % 60).padStart(2, '0');
  };

  const show = (element) => {
    const clock = clockOf(element);
    if (!element.querySelector('button')) {
      const plain = document.createElement('span');
      plain.className = 'wd-plain';
      plain.append(...element.childNodes);
      element.append(plain);
      element.insertAdjacentHTML('beforeend',
        '<span class="wd-count" role="timer"></span><button type="button" aria-keyshortcuts="T"></button><output></output>');
    }
    const parts = ['.wd-count', 'button', 'output'].map((part) => element.querySelector(part));
    for (const part of parts) part.lang = WhydeckWords.lang;
    const [time, button, status] = parts;
    const left = leftOf(clock);
    if (clock.ends && !left) Object.assign(clock, { left: 0, ends: 0 });
    const isFresh = left === clock.whole && !clock.ends;
    element.classList.toggle('wd-counts', !isFresh);
    element.classList.toggle('wd-ends', left <= MINUTE && !isFresh);
    time.textContent = isFresh ? '' : digits(left);
    button.textContent = clock.ends ? phrase('Pause') : !left ? phrase('Start again') : isFresh ? phrase('Start') : phrase('Go on');
    const said = isFresh ? '' : !left ? phrase('Time is up') : !clock.ends ? phrase('Paused') : left <= MINUTE ? phrase('One minute left') : phrase('Started');
    if (said !== clock.said) status.textContent = clock.said = said;
  };

  const refresh = () => {
    all().forEach(show);
    const runs = [...clocks.values()].some((clock) => clock.ends);
    if (runs && !tick) tick = setInterval(refresh, 200);
    if (!runs && tick) tick = clearInterval(tick) || 0;
  };

  const toggle = (element) => {
    const clock = clockOf(element);
    const left = leftOf(clock);
    if (clock.ends) Object.assign(clock, { left, ends: 0 });
    else {
      clock.left = left || clock.whole;
      clock.ends = performance.now() + clock.left;
    }
    refresh();
  };

  root.addEventListener('click', (event) => {
    const button = event.target.closest('.countdown[data-minutes]>button');
    if (!button) return;
    toggle(button.parentElement);
    if (event.detail) button.blur(); // after a click the keyboard is the deck's again
  });
  // Reveal.js takes the space bar for the next slide.
  root.addEventListener('keydown', (event) => {
    if ([' ', 'Enter'].includes(event.key) && event.target.closest('.countdown>button')) event.stopPropagation();
  });

  const whenReady = () => {
    refresh();
    const key = { keyCode: 84, key: 'T', description: phrase('Start or stop the countdown') };
    if (all().length) Reveal.addKeyBinding(key, () => {
      const element = all().find((element) => Reveal.getCurrentSlide().contains(element));
      if (element) toggle(element);
    });
  };
  // A page that arrives in parts may be ready before this part.
  if (Reveal.isReady()) whenReady(); else Reveal.on('ready', whenReady);
  for (const name of ['slidesync', 'sync', 'slidechanged', 'wd-view']) Reveal.on(name, refresh);
})();
