// The kinds of captures and the states of actions, as the meeting's pages call them.
const MeetingWords = (() => {
  'use strict';

  const KINDS = {
    decision: { key: 'd', name: 'Decision', hint: 'What was decided.', ask: 'What was decided' },
    action: { key: 'a', name: 'Action', hint: 'What will be done, @who, due Friday, sign: how one will see that it worked.', ask: 'Queue limits everywhere @Ada due Friday sign: …' },
    lesson: { key: 'l', name: 'Lesson', hint: 'What was learned.', ask: 'What we learned' },
    note: { key: 'n', name: 'Note', hint: 'Stays on this page, and never reaches the document.', ask: 'For us alone' },
    question: { key: 'q', name: 'Parked question', hint: 'Stays on this page; when it is applied, it goes to the open questions.', ask: 'What is to be answered later' },
    'declined-option': { key: 'o', name: 'Option not taken', hint: 'The option, then reason: why it was not taken.', ask: 'Rewrite it in one go reason: …' },
  };
  const STATES = { proposed: 'proposed', committed: 'committed', 'in-progress': 'in progress', done: 'done', declined: 'declined' };
  const isApart = (kind) => kind === 'note' || kind === 'question';
  const kindName = (kind) => KINDS[kind]?.name || (kind === 'change' ? 'Change' : kind);

  // A capture as somebody would type it again.
  const line = ({ line: written, text, owner, due, sign, reason }) => written ?? [text, owner && `@${owner}`, due && `due ${due}`, sign && `sign: ${sign}`, reason && `reason: ${reason}`].filter(Boolean).join(' ');

  // Its fields in words: "Ada · Fri 2026-12-04 · sign: … · from W3".
  const fields = ({ owner, due, sign, state, reason, from }, kind) => [
    kind === 'change' && state && `now ${STATES[state] || state}`, owner && `@${owner}`, due && `due ${MeetingDom.day(due)}`,
    sign && `sign: ${sign}`, reason && `reason: ${reason}`, from && `from ${from}`,
  ].filter(Boolean);

  // What a slide is called where a capture says where it came from.
  const origin = (slide) => (slide ? slide.from || (slide.title || '').trim().slice(0, 60) : '');

  return { KINDS, STATES, isApart, kindName, line, fields, origin };
})();
