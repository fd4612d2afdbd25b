// What is seldom needed: switches, the pairing code, links, the end; and what is wrong, where everybody sees it.
const MeetingRest = (() => {
  'use strict';
  const { phrase } = WhydeckWords;

  const { phraseAround, make, own, button, fill, text, stored, store, say } = MeetingDom;
  const $ = (id) => document.getElementById(id);
  const LOOK = 'whydeck-meeting-look', LOOKS = ['auto', 'dark', 'light'];
  const SURE = 4000;
  const inBrowser = () => localStorage;

  // A button that asks once more; the question goes away by itself.
  const sure = (name, words, question, act) => {
    let timer = 0;
    const back = () => { clearTimeout(timer); timer = 0; text(one, words); one.classList.remove('sure'); };
    const one = button(name, words, () => {
      if (timer) { back(); act(); return; }
      text(one, question);
      one.classList.add('sure');
      timer = setTimeout(back, SURE);
    }, { on: { blur: () => timer && back() } });
    return one;
  };

  const look = (name) => {
    document.documentElement.dataset.look = name;
    store(inBrowser, LOOK, name);
  };
  look(LOOKS.includes(stored(inBrowser, LOOK)) ? stored(inBrowser, LOOK) : 'auto');

  // The code as a picture, with the light border that cameras need.
  const picture = (rows) => {
    const part = (name, attributes) => {
      const element = document.createElementNS('http://www.w3.org/2000/svg', name);
      for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
      return element;
    };
    const size = rows.length + 8;
    const dark = rows.flatMap((row, y) => [...row].flatMap((dot, x) => (dot === '1' ? [`M${x + 4} ${y + 4}h1v1h-1z`] : []))).join('');
    const svg = part('svg', { viewBox: `0 0 ${size} ${size}`, role: 'img', 'aria-label': phrase('The same as a picture'), class: 'square', 'shape-rendering': 'crispEdges' });
    svg.append(part('rect', { width: size, height: size, fill: '#fff' }), part('path', { d: dark, fill: '#000' }));
    return svg;
  };

  const host = (address) => address.replace(/^https?:\/\/|\/$/g, '');

  const create = ({ act, redraw }) => {
    let isCodeShown = false, hadCode = false, square = null;

    const toggle = (name, words, about, isOn, change) => make('li', {},
      make('button', { type: 'button', role: 'switch', className: 'switch', 'aria-checked': String(isOn), data: { do: name }, on: { click: change } },
        make('span', { className: 'knob', 'aria-hidden': 'true' }), make('span', {}, words)),
      make('span', { className: 'about' }, about));
    const drawSwitch = ({ name, isOn }) => ({
      hold: () => toggle('hold', phrase('Show at read-back only'), phrase('Nobody sees what is captured until it is read back.'), isOn,
        () => act({ act: 'hold', on: !isOn }, isOn ? phrase('Captures stand in the deck at once') : phrase('Captures are held back'))),
      timer: () => toggle('timer', phrase('Time in the deck'), phrase('The time left stands in a corner of the deck.'), isOn,
        () => act({ act: 'timer', on: !isOn }, isOn ? phrase('The deck shows no time') : phrase('The deck shows the time left'))),
    })[name]();

    const pair = async () => {
      if (isCodeShown) {
        isCodeShown = false;
        redraw();
        return;
      }
      const answer = await act({ act: 'pair' }, phrase('A new code'));
      if (!answer.ok) return;
      square = answer.square;
      isCodeShown = true;
      redraw();
    };
    // A code is used once: when the server has none any more, it was used, or too many guessed.
    const showCode = ({ code: given, others }) => {
      if (isCodeShown && hadCode && !given) {
        isCodeShown = false;
        say(phrase('The code is used up'));
      }
      hadCode = !!given;
      const code = isCodeShown && given;
      $('code').hidden = !code;
      $('code').replaceChildren(...code ? [
        make('p', {}, phraseAround('On the other device, open {} and type', make('strong', {}, `${others ? host(others) : location.host}/pair`))),
        make('p', { className: 'code' }, code),
        square && picture(square),
        make('p', { className: 'about' }, phrase('It works once, for five minutes. Who uses it may move slides and capture, not apply.')),
        !others && make('p', { className: 'about' }, phraseAround('Only this machine reaches this server. For other machines, start it with {}.', make('code', {}, '--host'))),
      ].filter(Boolean) : []);
    };

    const drawLink = ({ name, words, href }) => (href ? make('a', { className: 'button', href, target: name === 'deck' ? '_blank' : '', rel: 'noopener', data: { do: name } }, words)
      : name === 'end' ? sure(name, words, phrase('End it for everybody?'), () => act({ act: 'clock', do: 'end' }, phrase('The meeting is over')))
        : name === 'look' ? button(name, words, () => { look(LOOKS[(LOOKS.indexOf(document.documentElement.dataset.look) + 1) % LOOKS.length]); redraw(); })
          : button(name, words, pair));

    const links = (view) => [
      view.rights === 'starter' && { name: 'review', words: phrase('Review and apply'), href: '/meeting/review' },
      { name: 'deck', words: phrase('Open the deck'), href: '/' },
      view.rights === 'starter' && { name: 'pair', words: isCodeShown ? phrase('Hide the code') : phrase('Pair a device') },
      { name: 'look', words: { auto: phrase('Colours: as the system'), dark: phrase('Colours: dark'), light: phrase('Colours: light') }[document.documentElement.dataset.look] },
      { name: 'end', words: phrase('End the meeting') },
    ].filter(Boolean);

    const banner = ({ kind, words, buttons = [], link }) => make('div', { className: `banner ${kind}` }, make('p', {}, own(words), link ? [' ', make('a', { href: link.href }, link.words)] : null),
      buttons.length ? make('div', { className: 'buttons small' }, buttons.map(({ name, words: label }) => button(name, label, () => act({ act: 'journal', do: name }, name === 'continue' ? phrase('The meeting goes on') : phrase('The earlier journal is set aside'))))) : null);

    const banners = (view, line, entries, failed) => {
      const unkept = entries.filter(({ state }) => state !== 'sending').length;
      const list = [];
      if (line === 'out') list.push({ kind: 'bad', words: phrase('This device is not part of the meeting any more. What you typed is still here.'), link: { href: '/pair', words: phrase('Pair it again') } });
      if (line === 'off') list.push({ kind: 'bad', words: unkept ? phrase('No connection. {} line not kept yet; sent again as soon as it is back. | No connection. {} lines not kept yet; sent again as soon as it is back.', unkept) : phrase('No connection. What you capture now is sent as soon as it is back.') });
      if (failed) list.push({ kind: 'bad', words: failed });
      if (view?.journal?.asks) {
        list.push({
          kind: 'ask', words: `${phrase('{} has {}.', view.journal.name, view.journal.from || phrase('an earlier meeting'))} ${view.rights === 'starter' ? phrase('Continue it, or set it aside?') : phrase('The device that started the meeting says what becomes of it.')}`,
          buttons: view.rights !== 'starter' ? [] : [{ name: 'continue', words: phrase('Continue it') }, { name: 'aside', words: phrase('Set it aside') }],
        });
      }
      for (const problem of view?.problems || []) list.push({ kind: 'warn', words: problem });
      return list;
    };

    return {
      sure,
      show(view, line, entries, failed) {
        fill($('banners'), banners(view, line, entries, failed), ({ kind, words }) => kind + words, banner);
        const unkept = entries.length;
        text($('link'), { on: unkept ? phrase('sending') : phrase('connected'), off: unkept ? phrase('offline, {} not kept', unkept) : phrase('offline'), out: phrase('not paired'), wait: phrase('connecting') }[line]);
        $('link').dataset.state = line;
        if (!view) return;
        fill($('switches'), [{ name: 'hold', isOn: view.hold }, { name: 'timer', isOn: view.timer }], ({ name }) => name, drawSwitch);
        showCode(view);
        fill($('links'), links(view), ({ name }) => name, drawLink);
      },
    };
  };

  return { create, sure };
})();
