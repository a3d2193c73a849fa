// Keeps the live part of a page fresh, and asks before a form that cannot be taken back. The server escapes what it sends, and the page's
// policy lets nothing run that stands in it.
(function () {
  'use strict';

  document.addEventListener('submit', function (event) {
    var question = event.target.getAttribute('data-ask');
    if (question && !window.confirm(question)) event.preventDefault();
  });

  var live = document.getElementById('pw-live');
  var stale = document.getElementById('pw-stale');
  var every = live ? Number(live.getAttribute('data-every')) : 0;
  if (!every) return;

  var address = new URL(window.location.href);
  address.searchParams.set('live', '1');
  var timer = 0;

  // Whoever marks text would lose it under the next refresh.
  function isMarked() {
    var selection = window.getSelection();
    return selection && !selection.isCollapsed && live.contains(selection.anchorNode);
  }

  function show(markup) {
    var focused = document.activeElement && live.contains(document.activeElement) ? document.activeElement.id : '';
    live.innerHTML = markup;
    stale.hidden = true;
    if (focused && document.getElementById(focused)) document.getElementById(focused).focus();
  }

  function complain(sentence) {
    stale.textContent = sentence;
    stale.hidden = false;
  }

  function later() {
    window.clearTimeout(timer);
    timer = window.setTimeout(refresh, every);
  }

  async function refresh() {
    if (document.hidden || isMarked()) return later();
    try {
      var answer = await fetch(address, { headers: { Accept: 'text/html' }, redirect: 'manual', cache: 'no-store' });
      if (answer.type === 'opaqueredirect') return complain('You are signed out. Reload the page to sign in again.');
      var isOver = answer.headers.get('Live-Over') === 'true';
      if (!answer.ok && !isOver) throw new Error(String(answer.status));
      show(await answer.text());
      if (!isOver) later();
    } catch {
      complain('This page could not be refreshed and may be out of date. It tries again.');
      later();
    }
  }

  document.addEventListener('visibilitychange', function () { if (!document.hidden) refresh(); });
  later();
})();
