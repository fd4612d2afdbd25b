// The kinds of captures and the states of actions, as the meeting's pages call them.
const MeetingWords = (() => {
  'use strict';
  const { phrase } = WhydeckWords;

  const KINDS = {
    decision: { key: 'd', name: phrase('Decision'), hint: phrase('What was decided.'), ask: phrase('What was decided') },
    action: { key: 'a', name: phrase('Action'), hint: phrase('What will be done, @who, due Friday, sign: how one will see that it worked.'), ask: phrase('Queue limits everywhere @Ada due Friday sign: …') },
    lesson: { key: 'l', name: phrase('Lesson'), hint: phrase('What was learned.'), ask: phrase('What we learned') },
    note: { key: 'n', name: phrase('Note'), hint: phrase('Stays on this page, and never reaches the document.'), ask: phrase('For us alone') },
    question: { key: 'q', name: phrase('Parked question'), hint: phrase('Stays on this page; when it is applied, it goes to the open questions.'), ask: phrase('What is to be answered later') },
    'declined-option': { key: 'o', name: phrase('Option not taken'), hint: phrase('The option, then reason: why it was not taken.'), ask: phrase('Rewrite it in one go reason: …') },
  };
  const STATES = { proposed: phrase('proposed'), committed: phrase('committed'), 'in-progress': phrase('in progress'), done: phrase('done'), declined: phrase('declined') };
  const isApart = (kind) => kind === 'note' || kind === 'question';
  const kindName = (kind) => KINDS[kind]?.name || (kind === 'change' ? phrase('Change') : kind);

  // A capture as somebody would type it again.
  const line = ({ line: written, text, owner, due, sign, reason }) => written ?? [text, owner && `@${owner}`, due && `due ${due}`, sign && `sign: ${sign}`, reason && `reason: ${reason}`].filter(Boolean).join(' ');

  // Its fields in words: "Ada · Fri 2026-12-04 · sign: … · from W3".
  const fields = ({ owner, due, sign, state, reason, from }, kind) => [
    kind === 'change' && state && phrase('now {}', STATES[state] || state), owner && `@${owner}`, due && phrase('due {}', MeetingDom.day(due)),
    sign && phrase('sign: {}', sign), reason && phrase('reason: {}', reason), from && phrase('from {}', from),
  ].filter(Boolean);

  // What a slide is called where a capture says where it came from.
  const origin = (slide) => (slide ? slide.from || (slide.title || '').trim().slice(0, 60) : '');

  return { KINDS, STATES, isApart, kindName, line, fields, origin };
})();
