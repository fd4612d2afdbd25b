// The agenda and the clock of the presenter's page: what runs, how long still, and when it ends.
const MeetingClock = (() => {
  'use strict';
  const { phrase } = WhydeckWords;

  const { make, own, button, fill, text, minutes, span, clock, say } = MeetingDom;
  const $ = (id) => document.getElementById(id);
  const TICK = 250;
  const MINUTE = 60000;
  const WARN = MINUTE;

  // The clock as it is `passed` milliseconds after the server told it.
  const at = (told, passed, then) => {
    const { running, paused, topics } = told;
    const index = Number.isInteger(running) ? running : -1;
    const now = topics.map((topic, i) => (i === index && !paused ? { ...topic, actual: topic.actual + passed } : topic));
    const one = now[index];
    const left = one ? one.planned - one.actual : null;
    const isEnded = !one && Number.isFinite(told.end) && told.end <= then;
    // The end moves while nothing is done of what is planned: paused, or over the time of a box.
    const late = !one || paused ? passed : Math.max(0, -left) - Math.max(0, topics[index].actual - topics[index].planned);
    const moves = isEnded || !Number.isFinite(told.end) ? 0 : late;
    return { ...told, isEnded, index, topics: now, left, end: Number.isFinite(told.end) ? told.end + moves : null, over: (told.over || 0) + moves };
  };

  const isDone = ({ state }) => state === 'done' || state === 'skipped';
  const hasBegun = (told) => told.topics.some((topic) => topic.actual > 0 || isDone(topic)) || Number.isInteger(told.running);

  // "Ends at 16:04, 4 minutes over; leaving out Metrics would do."
  const sentence = (now, agenda, isOver) => {
    if (isOver) return phrase('The meeting is over.');
    if (!agenda) return phrase('This deck has no agenda.');
    if (!hasBegun(now)) return phrase('{} minute is planned. The clock starts with the first box. | {} minutes are planned. The clock starts with the first box.', agenda.minutes);
    if (now.end === null) return '';
    const late = Math.round(now.over / MINUTE);
    const how = late > 0 ? phrase('{} over', minutes(now.over)) : late < 0 ? phrase('{} early', minutes(now.over)) : phrase('on time');
    const topic = late > 0 && Number.isInteger(now.leaveOut) && agenda.topics[now.leaveOut];
    if (topic) return phrase('Ends at {}, {}; leaving out {} would do.', clock(now.end), how, topic.title);
    return now.isEnded ? phrase('Ended at {}, {}.', clock(now.end), how) : phrase('Ends at {}, {}.', clock(now.end), how);
  };

  const STATES = { running: phrase('runs'), done: phrase('done'), skipped: phrase('left out'), ahead: phrase('to come') };

  const create = ({ act, jump }) => {
    let view = null, heard = 0, warned = '';
    const passed = () => performance.now() - heard;
    const now = () => at(view.clock, passed(), view.now);

    // The box after the one that runs, or the first that waits.
    const following = ({ index, topics }) => {
      const after = topics.findIndex((topic, i) => i > index && !isDone(topic));
      return after >= 0 ? after : topics.findIndex((topic, i) => i !== index && !isDone(topic));
    };
    const start = (topic) => act({ do: 'start', topic }, phrase('{} begins', view.agenda.topics[topic].title));
    const extend = (topic, more) => act({ do: 'extend', topic, minutes: more }, phrase('{} minute more for {} | {} minutes more for {}', more, view.agenda.topics[topic].title));
    const skip = (topic) => act({ do: 'skip', topic }, phrase('{} is left out', view.agenda.topics[topic].title));
    const pause = () => (view.clock.paused ? act({ do: 'resume' }, phrase('The clock goes on')) : act({ do: 'pause' }, phrase('The clock stands still')));

    const drawTopic = ({ topic, time, index, isRunning, isSlide }) => {
      const state = time.state in STATES ? time.state : isRunning ? 'running' : 'ahead';
      const name = own(topic.title);
      const isNew = state === 'ahead';
      const buttons = [
        !isRunning && button('start', isNew ? phrase('Start') : phrase('Go back'), () => start(index), { 'aria-label': isNew ? phrase('Start {}', topic.title) : phrase('Go back to {}', topic.title) }),
        (isNew || isRunning) && button('skip', phrase('Skip'), () => skip(index), { 'aria-label': phrase('Skip {}', topic.title) }),
      ];
      return make('li', { className: `topic ${state}`, 'aria-current': isRunning ? 'step' : undefined },
        make('div', { className: 'topic-name' },
          topic.section ? button('jump', name, () => jump(topic.section), { className: `plain${isSlide ? ' here' : ''}`, title: phrase('Show its slide') }) : make('span', {}, name),
          make('span', { className: 'quiet' }, `, ${STATES[state]}`)),
        make('p', { className: 'topic-time' }, make('span', { className: 'actual' }, ''), make('span', { className: 'planned' }, '')),
        make('div', { className: 'buttons small' }, buttons));
    };

    const drawButtons = (state) => {
      const { agenda } = view, next = following(state), isRunning = state.index >= 0;
      const items = [];
      if (agenda && next >= 0 && !state.isEnded) items.push({ name: 'next', key: 'b', words: isRunning ? phrase('Next: {}', agenda.topics[next].title) : phrase('Start: {}', agenda.topics[next].title), topic: next });
      if (isRunning) items.push({ name: 'pause', key: 'p', words: state.paused ? phrase('Go on') : phrase('Pause') });
      if (isRunning) items.push({ name: 'plus1', key: '+', words: '+1', topic: state.index, label: phrase('+1 minute') }, { name: 'plus5', words: '+5', topic: state.index, label: phrase('+5 minutes') });
      const acts = { next: (topic) => start(topic), pause, plus1: (topic) => extend(topic, 1), plus5: (topic) => extend(topic, 5) };
      fill($('clock'), items, ({ name }) => name, ({ name, key, words, topic, label }) =>
        button(name, make('span', {}, own(words)), () => acts[name](topic), { className: name === 'next' ? 'main' : '', key, 'aria-label': label }));
    };

    // What changes each second.
    const tick = () => {
      if (!view) return;
      const state = now(), { agenda } = view;
      const topic = agenda && agenda.topics[state.index];
      text($('box-name'), topic ? topic.title : state.isEnded ? phrase('Ended') : hasBegun(state) ? phrase('No box runs') : phrase('Not started'));
      const isLate = state.left !== null && state.left <= -1000;
      text($('left'), state.left === null ? '–' : span(isLate ? state.left : Math.max(0, state.left)));
      text($('left-word'), state.left === null ? '' : state.paused ? phrase('left, paused') : isLate ? phrase('over') : phrase('left'));
      document.body.dataset.time = state.left === null ? 'none' : isLate ? 'over' : state.left < WARN ? 'near' : 'fine';
      document.body.classList.toggle('paused', !!state.paused);
      const share = topic ? Math.min(1, state.topics[state.index].actual / Math.max(1, state.topics[state.index].planned)) : 0;
      $('track').style.inlineSize = `${(share * 100).toFixed(1)}%`;
      text($('end'), sentence(state, agenda, view.isOver));
      document.title = topic ? `${isLate ? '+' : ''}${span(state.left)} ${topic.title}` : phrase('Meeting: {}', view.title);
      [...$('topics').children].forEach((row, i) => {
        const time = state.topics[i];
        if (!time) return;
        text(row.querySelector('.actual'), time.actual >= 1000 ? span(time.actual) : '');
        text(row.querySelector('.planned'), time.actual >= 1000 ? ` ${phrase('of {} min', Math.round(time.planned / MINUTE))}` : phrase('{} min', Math.round(time.planned / MINUTE)));
        row.classList.toggle('late', time.actual > time.planned + 1000);
      });
      warn(state, topic);
    };

    // Who listens hears the last minute and the end of a box, once each.
    const warn = (state, topic) => {
      if (!topic || state.paused) return;
      const what = state.left <= 0 ? phrase('{} is over its time', topic.title) : state.left <= WARN && state.topics[state.index].planned > 2 * WARN ? phrase('One minute left for {}', topic.title) : '';
      if (what && what !== warned) say(what);
      warned = what;
    };

    setInterval(tick, TICK);
    return {
      keys: { b: () => { const next = following(now()); if (next >= 0) start(next); }, p: pause, '+': () => { const { index } = now(); if (index >= 0) extend(index, 1); } },
      isReady: () => !!view && !!view.agenda,
      show(next) {
        view = next;
        heard = performance.now();
        const state = now(), { agenda } = view;
        document.body.classList.toggle('no-agenda', !agenda);
        fill($('topics'), agenda ? agenda.topics.map((topic, index) => ({
          topic, index, time: { state: state.topics[index]?.state }, isRunning: index === state.index, isSlide: !!topic.section && topic.section === view.slide?.key,
        })) : [], ({ index, topic }) => `${index} ${topic.title}`, drawTopic);
        text($('agenda-sum'), agenda ? phrase('{} minute | {} minutes', agenda.minutes) : '');
        $('dropped').hidden = !agenda?.dropped?.length;
        text($('dropped'), agenda?.dropped?.length ? phrase('There was no time for {}.', agenda.dropped.join(', ')) : '');
        drawButtons(state);
        tick();
      },
    };
  };

  return { create, at, sentence };
})();
