// Pairs a device with a meeting: a code is typed, or comes behind the address (`/pair#CODE`) from a picture of it.
(() => {
  'use strict';
  const { phrase } = WhydeckWords;

  const form = document.getElementById('form'), line = document.getElementById('code-line');
  const why = document.getElementById('why'), go = document.getElementById('go');
  let isAsking = false;

  const fail = (words) => {
    why.textContent = words;
    line.setAttribute('aria-invalid', 'true');
    line.focus();
    line.select();
  };

  const ask = async (code) => {
    try {
      const answer = await fetch('/pair', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ code }) });
      if (answer.headers.get('Content-Type')?.includes('json')) return await answer.json();
      return { ok: false, why: answer.status === 429 ? phrase('Too many tries. Wait a minute, then ask for a new code.') : phrase('The server answered {}.', answer.status) };
    } catch {
      return { ok: false, why: phrase('No connection to the server. Is this device in the same network?') };
    }
  };

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const code = line.value.trim();
    if (isAsking) return;
    if (!code) {
      fail(phrase('Type the code first.'));
      return;
    }
    isAsking = true;
    go.textContent = phrase('Pairing …');
    why.textContent = '';
    const answer = await ask(code);
    isAsking = false;
    go.textContent = phrase('Pair');
    if (answer.ok) location.replace('/meeting');
    else fail(answer.why || phrase('This code is not known, or was used already. Ask for a new one.'));
  });
  line.addEventListener('input', () => line.removeAttribute('aria-invalid'));

  const code = decodeURIComponent(location.hash.slice(1).replace(/%(?![0-9a-f]{2})/gi, ''));
  if (!code) return;
  history.replaceState(null, '', location.pathname); // a screen that is shared shows no code
  line.value = code.slice(0, 40);
  form.requestSubmit();
})();
