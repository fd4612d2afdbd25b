// The presenter's page: brings the server's state and what is typed together, and gives keys their meaning.
(() => {
  'use strict';
  const { phrase } = WhydeckWords;

  const { make, own, button, text, isTyping, say } = MeetingDom;
  const { KINDS, kindName, isApart } = MeetingWords;
  const $ = (id) => document.getElementById(id);

  let view = null, line = 'wait', failed = '', failTimer = 0;

  // ---------------------------------------------------------------- what is done

  const fail = (words) => {
    failed = words;
    say(words);
    clearTimeout(failTimer);
    failTimer = setTimeout(() => { failed = ''; drawRest(); }, 8000);
    drawRest();
  };

  // What carries no text: when it cannot be done now, it is said, and not done later.
  const act = async (body, words) => {
    const answer = await MeetingWire.act(body);
    if (answer.ok) {
      if (failed) { failed = ''; drawRest(); }
      if (words) say(words);
    } else {
      if (answer.isLost) wire.doubt();
      fail(phrase('Not done: {}.', answer.why || phrase('the server did not say why')));
    }
    return answer;
  };
  const jump = (key) => act({ act: 'goto', key });
  const move = (to) => {
    const slide = view && view[to];
    if (slide) jump(slide.key);
    else say(to === 'next' ? phrase('This is the last slide') : phrase('This is the first slide'));
  };

  const kept = ({ body, words }, answer) => {
    mine.add(answer.id);
    if (body.act === 'withdraw') say(phrase('Withdrawn'));
    else if (body.act === 'take') say(phrase('Kept: {}', words));
    else say(phrase('Kept: {}', answer.shown || words));
    if (body.act === 'capture' || body.act === 'change') shown(body.kind || 'change', answer.shown || words);
  };
  // The words as the server understood them, with the date as a date.
  const shown = (kind, words) => {
    clearTimeout(shown.timer);
    $('hint').replaceChildren(make('strong', { className: 'good' }, phrase('{} kept:', kindName(kind)), ' '), own(words), isApart(kind) ? ` ${phrase('(this page alone)')}` : '');
    shown.timer = setTimeout(() => text($('hint'), KINDS[$('form').dataset.kind].hint), 12000);
  };

  const outbox = MeetingOutbox.create({
    kept,
    changed: () => draw(),
    lost: () => wire.doubt(),
    refused: ({ why }) => say(phrase('Not kept: {}', why)),
  });

  // ---------------------------------------------------------------- the parts of the page

  const slides = (() => {
    let was = null;
    $('move').append(
      button('previous', phrase('Previous slide'), () => move('previous'), { key: 'PageUp' }),
      button('next', phrase('Next slide'), () => move('next'), { key: 'PageDown' }));
    return ({ slide, next, previous }) => {
      const state = JSON.stringify([slide, next, previous]);
      if (state === was) return;
      was = state;
      text($('slide-title').firstChild, slide?.title || (slide ? phrase('A slide without a title') : phrase('No deck is open')));
      $('next-title').parentNode.hidden = !slide;
      $('move').querySelector('[data-do=previous]').disabled = !previous;
      $('move').querySelector('[data-do=next]').disabled = !next;
      text($('next-title'), next?.title || (next ? phrase('a slide without a title') : phrase('this is the last slide')));
      const lines = (slide?.notes || '').split('\n').filter((words) => words.trim());
      $('notes').replaceChildren(...lines.map((words) => make('p', { dir: 'auto' }, words)));
      $('notes').hidden = !lines.length;
      $('notes').scrollTop = 0;
    };
  })();

  const { sure } = MeetingRest;
  const redraw = () => draw();
  const capture = MeetingLine.create({ outbox, leave: () => $('slides').querySelector('[data-do=next]').focus({ preventScroll: true }) });
  const lists = MeetingLists.create({ outbox, edit: capture.edit, withdrew: capture.offer, redraw });
  const clock = MeetingClock.create({ act: (what, words) => act({ act: 'clock', ...what }, words), jump });
  const actions = MeetingActions.create({ outbox, redraw });
  const round = MeetingRound.create({ act, sure, outbox });
  const rest = MeetingRest.create({ act, redraw });

  const drawRest = () => rest.show(view, line, outbox.entries(), failed);
  const draw = () => {
    drawRest();
    if (!view) return;
    lists.show(view);
    actions.show(view);
    round.show(view);
  };

  // What another device captured is heard here, too.
  let others = null;
  const mine = new Set();
  const tell = (news) => {
    const theirs = news.filter(({ id }) => !mine.has(id));
    if (theirs.length) say(theirs.map(({ kind, text: words }) => `${kindName(kind)}: ${words}`).join('. '));
  };
  const hear = (next) => {
    view = next;
    text($('title'), view.title);
    outbox.begin(view.name);
    const ids = new Set(view.captures.map(({ id }) => id));
    if (others) {
      const news = view.captures.filter(({ id, standing }) => !others.has(id) && standing === 'open');
      if (news.length) setTimeout(tell, 800, news); // the answer to what was typed here may be behind the state
    }
    others = ids;
    slides(view);
    capture.show(view);
    clock.show(view);
    draw();
    document.body.classList.add('ready');
  };

  const wire = MeetingWire.follow({
    heard: hear,
    changed: (state) => {
      const was = line;
      line = state;
      if (state === 'on') outbox.flush();
      if (was === 'on' && state !== 'on') say(state === 'out' ? phrase('This device is not part of the meeting any more') : phrase('No connection'));
      if (was === 'off' && state === 'on') say(phrase('Connected again'));
      drawRest();
    },
  });

  // ---------------------------------------------------------------- keys

  const KEYS = [
    ...Object.entries(KINDS).map(([kind, { key, name }]) => ({ keys: [key], words: name, act: () => capture.choose(kind) })),
    { keys: ['/'], words: phrase('To the line'), act: () => $('line').focus() },
    { keys: ['ArrowRight', 'PageDown'], shown: phrase('Page down, →'), words: phrase('Next slide'), act: () => move('next') },
    { keys: ['ArrowLeft', 'PageUp'], shown: phrase('Page up, ←'), words: phrase('Previous slide'), act: () => move('previous') },
    { keys: ['b'], words: phrase('Begin the next box'), act: clock.keys.b },
    { keys: ['p'], words: phrase('Pause the clock, or go on'), act: clock.keys.p },
    { keys: ['+'], words: phrase('One minute more'), act: clock.keys['+'] },
    { keys: ['z'], words: phrase('Put back what was withdrawn last'), act: capture.putBack },
    { keys: ['?'], words: phrase('These keys'), act: () => help() },
  ];
  const MORE = [
    ['Enter', phrase('In the line: keep it')], ['Esc', phrase('In the line: leave it; what is typed stays')], ['@', phrase('In the line: owners to choose from')],
    ['↑ ↓', phrase('In the list: from capture to capture')], ['e', phrase('On a capture: correct it')], ['x', phrase('On a capture: withdraw it')],
  ];

  const help = () => {
    const dialog = $('help');
    const row = (key, words) => make('div', {}, make('dt', {}, make('kbd', {}, key)), make('dd', {}, words));
    dialog.replaceChildren(make('h2', { id: 'help-h' }, phrase('Keys')),
      make('dl', {}, KEYS.map(({ keys, shown: label, words }) => row(label || keys[0], words)), MORE.map(([key, words]) => row(key, words))),
      make('form', { method: 'dialog', className: 'buttons' }, make('button', { className: 'main' }, phrase('Close'))));
    dialog.showModal();
  };

  document.addEventListener('keydown', (event) => {
    const { key, target } = event;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || $('help').open) return;
    // A clicker's keys move slides wherever the focus is.
    const isClicker = key === 'PageDown' || key === 'PageUp';
    if (!isClicker && isTyping(target)) return;
    if (key.startsWith('Arrow') && target instanceof Element && target.closest('[type=radio], #notes, details')) return;
    const found = KEYS.find(({ keys }) => keys.includes(key));
    if (!found || (!view && key !== '?')) return;
    if (event.repeat && !isClicker && !key.startsWith('Arrow')) return;
    event.preventDefault();
    found.act();
  });

  drawRest();
  addEventListener('beforeunload', (event) => {
    // Where nothing can be stored, leaving would lose what is not kept.
    if (outbox.entries().length && !outbox.isStored()) event.preventDefault();
  });
})();
