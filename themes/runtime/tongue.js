// What reveal.js says itself, in the language of a page that is not English: its keys, its arrows, and the speaker's
// window, which is written in English.
(() => {
  'use strict';
  const root = document.querySelector('.reveal');
  if (!root || !window.Reveal) return;
  const { lang, phrase } = WhydeckWords;

  const LINEAR = {
    '&#8594;  ,  &#8595;  ,  SPACE  ,  N  ,  L  ,  J': phrase('Next slide'),
    '&#8592;  ,  &#8593;  ,  P  ,  H  ,  K': phrase('Previous slide'),
  };
  const GRID = {
    'N  ,  SPACE': phrase('Next slide'), 'P  ,  Shift SPACE': phrase('Previous slide'),
    '&#8592;  ,  H': phrase('Go left'), '&#8594;  ,  L': phrase('Go right'),
    '&#8593;  ,  K': phrase('Go up'), '&#8595;  ,  J': phrase('Go down'),
  };
  const ALWAYS = {
    'Alt + &#8592;/&#8593/&#8594;/&#8595;': phrase('Move without steps'),
    'Shift + &#8592;/&#8593/&#8594;/&#8595;': phrase('Jump to the first or last slide'),
    'B  ,  .': phrase('Black screen'), F: phrase('Full screen'), G: phrase('Jump to a slide'), 'ESC, O': phrase('Overview of the slides'),
    S: phrase('Speaker view'),
  };
  const HELP = { '.title': phrase('Keys'), 'th:first-of-type': phrase('Key'), 'th:last-of-type': phrase('What it does') };

  const whenReady = () => {
    const { navigationMode, rtl } = Reveal.getConfig();
    const keys = { ...navigationMode === 'linear' ? LINEAR : GRID, ...ALWAYS };
    if (!Reveal.hasPlugin('notes')) delete keys.S;
    for (const [key, words] of Object.entries(keys)) Reveal.registerKeyboardShortcut(key, words);
    const [left, right] = rtl ? ['right', 'left'] : ['left', 'right'];
    const arrows = { [left]: phrase('Previous slide'), [right]: phrase('Next slide'), up: phrase('The slide above'), down: phrase('The slide below') };
    for (const [side, words] of Object.entries(arrows)) {
      for (const arrow of root.querySelectorAll(`.controls .navigate-${side}`)) Object.assign(arrow, { ariaLabel: words, lang });
    }
    const resume = root.querySelector('.resume-button');
    if (resume) Object.assign(resume, { textContent: phrase('Go on'), lang });
    new MutationObserver(() => {
      const help = root.querySelector('.r-overlay-help');
      if (!help || help.lang) return;
      help.lang = lang;
      for (const [part, words] of Object.entries(HELP)) for (const element of help.querySelectorAll(part)) element.textContent = words;
    }).observe(root, { childList: true, subtree: true });
  };
  // A page that arrives in parts may be ready before this part.
  if (Reveal.isReady()) whenReady(); else Reveal.on('ready', whenReady);

  const LAYOUTS = { Default: phrase('Default'), Wide: phrase('Wide'), Tall: phrase('Tall'), 'Notes only': phrase('Notes only') };
  const SPEAKER = {
    ...LAYOUTS, Layout: phrase('Layout'), Upcoming: phrase('Upcoming'), Time: phrase('Time'), Notes: phrase('Notes'),
    'Click to Reset': phrase('Click to reset'), 'Pacing – Time to finish current slide': phrase('Time left for this slide'),
    'Loading speaker view...': phrase('One moment …'), 'Cross origin error.': phrase('This window belongs to another page.'),
    'The speaker window can only be opened from the same origin.': phrase('Open it from the slides.'),
    'Error connecting to main window.': phrase('The slides do not answer.'),
    'Please try closing and reopening the speaker view.': phrase('Close this window and open it again.'),
  };
  for (const [layout, words] of Object.entries(LAYOUTS)) SPEAKER[`Layout: ${layout}`] = phrase('Layout: {}', words);

  // What the speaker's window says now and later; its clock counts twelve hours.
  window.WhydeckSpeaker = (speaker) => {
    const page = speaker.document, clock = page.querySelector('.clock-value'), notes = page.querySelector('.speaker-controls-notes .value');
    const translate = () => {
      const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
      for (let node; (node = walker.nextNode());) {
        const words = node.data.trim();
        if (Object.hasOwn(SPEAKER, words) && !notes?.contains(node) && SPEAKER[words] !== words) node.data = node.data.replace(words, SPEAKER[words]);
      }
      const time = new Date().toLocaleTimeString(lang, { hour: '2-digit', minute: '2-digit' });
      if (clock && clock.textContent !== time) clock.textContent = time;
    };
    page.documentElement.lang = lang;
    page.title = phrase('Speaker view');
    translate();
    new speaker.MutationObserver(translate).observe(page.body, { childList: true, characterData: true, subtree: true });
  };
})();
