// Which slide of the deck in the page each slide of a new manifest was, and what is missing to get there.
const WhydeckMatch = (() => {
  'use strict';

  const flat = (manifest) => manifest.stacks.flat().map(([key, hash, title]) => ({ key, hash, title }));

  // For each new slide the index of the old one, or -1: equal content, then key, then title, then place.
  const match = (old, fresh) => {
    const from = fresh.map(() => -1);
    const taken = old.map(() => false);
    const pair = (i, j) => { from[j] = i; taken[i] = true; };

    const pairBy = (name) => {
      const waiting = new Map();
      old.forEach((slide, i) => {
        const value = name(slide);
        if (!taken[i] && value) waiting.set(value, [...waiting.get(value) || [], i]);
      });
      fresh.forEach((slide, j) => {
        const candidates = from[j] < 0 && waiting.get(name(slide));
        if (candidates && candidates.length) pair(candidates.shift(), j);
      });
    };
    pairBy((slide) => slide.hash + ' ' + slide.key); // of equal slides each keeps its own
    pairBy((slide) => slide.hash);
    pairBy((slide) => slide.key);
    pairBy((slide) => slide.title);

    // By place: the one after the slide before, or the one before the slide after.
    const pairBeside = (j, beside, step) => {
      if (from[j] < 0 && beside >= -1 && taken[beside + step] === false) pair(beside + step, j);
    };
    fresh.forEach((_, j) => pairBeside(j, j ? (from[j - 1] < 0 ? -2 : from[j - 1]) : -1, 1));
    for (let j = fresh.length - 1; j >= 0; j--) {
      const last = j === fresh.length - 1;
      if (last || from[j + 1] >= 0) pairBeside(j, last ? old.length : from[j + 1], -1);
    }
    return from;
  };

  // The hashes that lead from one manifest to another and are not among the parts. A copy of a slide needs its part,
  // too: the old slide is the original.
  const missing = (have, want, parts) => {
    const old = flat(have), fresh = flat(want), from = match(old, fresh);
    const isKept = ({ hash }, j) => from[j] >= 0 && old[from[j]].hash === hash;
    const wanted = fresh.filter((slide, j) => !isKept(slide, j)).map((slide) => slide.hash);
    if (want.style !== have.style) wanted.push(want.style);
    return [...new Set(wanted)].filter((hash) => !parts.has(hash));
  };

  // The longest run of increasing numbers, as a set of their indices: what need not move.
  const increasing = (numbers) => {
    const ends = [], before = [];
    numbers.forEach((number, i) => {
      let low = 0, high = ends.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (numbers[ends[middle]] < number) low = middle + 1; else high = middle;
      }
      before[i] = low ? ends[low - 1] : -1;
      ends[low] = i;
    });
    const kept = new Set();
    for (let i = ends.length ? ends[ends.length - 1] : -1; i >= 0; i = before[i]) kept.add(i);
    return kept;
  };

  return { flat, match, missing, increasing };
})();
