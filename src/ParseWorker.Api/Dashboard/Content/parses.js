// Keeps the live part of a page fresh, and asks before a form that cannot be taken back. The server escapes what it sends, and the page's
// policy lets nothing run that stands in it.
(function () {
  'use strict';

  document.addEventListener('submit', function (event) {
    var question = event.target.getAttribute('data-ask');
    if (question && !window.confirm(question)) event.preventDefault();
    isPressed = false; // the question took the key or the pointer that was let go
  });

  // Hangfire's menu button on narrow screens has an icon alone.
  document.querySelectorAll('.navbar-toggle').forEach(function (toggle) { toggle.setAttribute('aria-label', 'Menu'); });

  // Bootstrap says of the menu itself what only its button may say (ARIA 1.2, aria-expanded).
  document.querySelectorAll('.navbar-collapse').forEach(function (menu) {
    new MutationObserver(function () { menu.removeAttribute('aria-expanded'); }).observe(menu, { attributeFilter: ['aria-expanded'] });
  });

  var live = document.getElementById('pw-live');
  var stale = document.getElementById('pw-stale');
  var every = live ? Number(live.getAttribute('data-every')) : 0;
  if (!every) return;

  var address = new URL(window.location.href);
  address.searchParams.set('live', '1');
  var timer = 0;
  var isPressed = false;

  // A button that is exchanged while it is pressed hears no click.
  function press() { isPressed = true; }
  function release() { window.setTimeout(function () { isPressed = false; }); }
  ['pointerdown', 'keydown'].forEach(function (name) { window.addEventListener(name, press, true); });
  ['pointerup', 'pointercancel', 'keyup'].forEach(function (name) { window.addEventListener(name, release, true); });
  window.addEventListener('blur', release);

  // Whoever marks text would lose it under the next refresh.
  function isInUse() {
    var selection = window.getSelection();
    return isPressed || selection && !selection.isCollapsed && live.contains(selection.anchorNode);
  }

  function show(markup) {
    var focused = document.activeElement && live.contains(document.activeElement) ? document.activeElement.id : '';
    var regions = Array.from(live.querySelectorAll('.table-responsive'));
    var inFocus = regions.indexOf(document.activeElement);
    regions.forEach(function (region) { region.scrolled = region.scrollLeft; });
    live.innerHTML = markup;
    stale.hidden = true;
    live.querySelectorAll('.table-responsive').forEach(function (region, index) {
      if (regions[index]) region.scrollLeft = regions[index].scrolled;
      if (index === inFocus) region.focus({ preventScroll: true });
    });
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
    if (document.hidden || isInUse()) return later();
    try {
      var answer = await fetch(address, { headers: { Accept: 'text/html' }, redirect: 'manual', cache: 'no-store' });
      if (answer.type === 'opaqueredirect') return complain('You are signed out. Reload the page to sign in again.');
      var isOver = answer.headers.get('Live-Over') === 'true';
      if (!answer.ok && !isOver) throw new Error(String(answer.status));
      var markup = await answer.text();
      if (isInUse()) return later();
      show(markup);
      if (!isOver) later();
    } catch {
      complain('This page could not be refreshed and may be out of date. It tries again.');
      later();
    }
  }

  document.addEventListener('visibilitychange', function () { if (!document.hidden) refresh(); });
  later();
})();
