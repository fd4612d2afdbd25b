// The silent round: opened, counted, revealed; each entry becomes a capture with one click.
const MeetingRound = (() => {
  'use strict';
  const { phrase } = WhydeckWords;

  const { make, own, button, fill, text } = MeetingDom;
  const { kindName } = MeetingWords;
  const $ = (id) => document.getElementById(id);

  const TAKES = ['note', 'lesson', 'action', 'decision'];

  const create = ({ act, sure, outbox }) => {
    const once = (what, words) => act({ act: 'round', do: what }, words);

    const acts = ({ open, count }) => [
      open ? { name: 'close', words: phrase('Close') } : { name: 'open', words: phrase('Open') },
      count > 0 && { name: 'reveal', words: phrase('Reveal {}', count) },
      count > 0 && { name: 'discard', words: phrase('Discard') },
    ].filter(Boolean);

    const says = { open: phrase('The silent round is open'), close: phrase('The silent round is closed'), reveal: phrase('Revealed'), discard: phrase('Discarded') };
    const drawAct = ({ name, words }) => (name === 'discard'
      ? sure(name, words, phrase('Discard all of it?'), () => once(name, says[name]))
      : button(name, words, () => once(name, says[name]), { className: name === 'reveal' || name === 'open' ? 'main' : '' }));

    const take = (entry, kind) => outbox.add({ act: 'take', id: entry.id, kind }, kind ? `${kindName(kind)}: ${entry.text}` : phrase('set aside: {}', entry.text));
    const drawEntry = (entry) => make('li', { className: 'capture', tabIndex: -1 },
      make('p', { className: 'text' }, own(entry.text)),
      make('div', { className: 'buttons small', role: 'group', 'aria-label': phrase('Keep as: {}', entry.text) },
        TAKES.map((kind) => button(kind, kindName(kind), () => take(entry, kind))),
        button('aside', phrase('Set aside'), () => take(entry, null))));

    return {
      show({ round, others }) {
        $('round').hidden = !round?.allowed && !round?.revealed.length;
        if ($('round').hidden) return;
        const { open, count, revealed } = round;
        const join = `${others ? others.replace(/^https?:\/\/|\/$/g, '') : location.host}/join`;
        text($('round-state'), open ? phrase('Open at {1}: {0} entry, seen by nobody until you reveal them. | Open at {1}: {0} entries, seen by nobody until you reveal them.', count, join)
          : count ? phrase('Closed with {} entry. Not kept until revealed. | Closed with {} entries. Not kept until revealed.', count) : phrase('Everybody writes before anybody speaks. Closed.'));
        fill($('round-do'), acts(round), ({ name, words }) => name + words, drawAct);
        const going = new Set(outbox.entries().filter(({ body, state }) => body.act === 'take' && state !== 'refused').map(({ body }) => body.id));
        fill($('revealed'), revealed.filter(({ id }) => !going.has(id)), ({ id }) => id, drawEntry);
      },
    };
  };

  return { create };
})();
