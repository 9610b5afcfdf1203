// SPDX-License-Identifier: EUPL-1.2
'use strict';
// A workshop in a browser: asks how far it is, keeps answers while there is no network and sends them later.
(function () {
  var root = document.querySelector('[data-workshop]');
  if (!root) return;
  var version = root.getAttribute('data-version');
  var one = function (selector) { return document.querySelector(selector); };
  var each = function (selector, act) { Array.prototype.forEach.call(document.querySelectorAll(selector), act); };
  var holder = one('[data-answers]');
  var form = holder && holder.querySelector('form');
  var status = one('[data-status]');
  var own = one('[data-own-form] form');
  var word = holder ? Number(holder.getAttribute('data-word')) : 0;
  var isDirty = false, isMoved = false, isSending = false, timer;
  each('[data-no-script]', function (element) { element.hidden = true; });

  function request(method, url, body, done) {
    var call = new XMLHttpRequest();
    call.open(method, url);
    call.timeout = 10000;
    call.setRequestHeader('Accept', 'application/json');
    if (body) call.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded');
    call.onload = function () { done(call.status, call.responseText); };
    call.onerror = call.ontimeout = function () { done(0, ''); };
    call.send(body || null);
  }

  // What is not sent yet: a form for each step, kept under the participant's address.
  var place = form ? form.getAttribute('action') : String(location.pathname);
  var store = 'werkstatt:' + place;
  var queue = {};
  try { queue = JSON.parse(localStorage.getItem(store)) || {}; } catch (_) { queue = {}; }
  function keep() {
    try {
      if (Object.keys(queue).length) localStorage.setItem(store, JSON.stringify(queue));
      else localStorage.removeItem(store);
    } catch (_) { /* full or forbidden: it stays on the page */ }
  }
  // A page that answers a form is left for the one that it stands for: fetched again, it would send the form once more.
  function renew(isLate) {
    var home = root.getAttribute('data-home');
    if (isLate) location.replace(place + '?zuspaet=1');
    else if (home) location.replace(home);
    // That it was late is said once: the address would say it of every later end.
    else if (/[?&]zuspaet=/.test(location.search)) location.replace(place);
    else location.reload();
  }
  function say(what) {
    if (!status) return;
    var words = status.getAttribute('data-' + what) || '';
    if (status.textContent !== words) status.textContent = words;
  }
  // Each word has a higher number than the one before it, so that one that was held up on its way never comes after it.
  function number() {
    word = Math.max(Date.now(), word + 1);
    return word;
  }
  function body(isDraft) {
    var pairs = ['wort=' + number()].concat(isDraft ? ['unfertig=1'] : []);
    Array.prototype.forEach.call(form.elements, function (field) {
      if (!field.name || (/radio|checkbox/.test(field.type) && !field.checked)) return;
      pairs.push(encodeURIComponent(field.name) + '=' + encodeURIComponent(field.value));
    });
    return pairs.join('&');
  }
  function save(isDraft) {
    clearTimeout(timer);
    timer = null;
    queue[holder.getAttribute('data-answers')] = body(isDraft);
    keep();
    flush();
  }
  function flush() {
    if (isSending) return;
    var step = Object.keys(queue)[0];
    if (!step) {
      if (isMoved) renew();
      return;
    }
    var sent = queue[step];
    isSending = true;
    say('sending');
    request('POST', place, sent, function (code) {
      isSending = false;
      if (code === 0 || code === 429 || code >= 500) {
        say('waiting');
        setTimeout(flush, 4000);
        return;
      }
      // The end came first: it is kept in case the workshop is opened again, and sent with the next page.
      if (code === 410) {
        if (holder || isMoved) renew(true);
        return;
      }
      if (code === 422 && holder && step === holder.getAttribute('data-answers')) {
        if (queue[step] !== sent) { flush(); return; }
        delete queue[step];
        keep();
        if (sent.indexOf('unfertig=1') < 0) form.submit();
        return;
      }
      if (queue[step] === sent) { delete queue[step]; keep(); }
      if (code >= 400) isMoved = true; else say('saved');
      if (code < 300 && sent.indexOf('unfertig=1') < 0) isMoved = true;
      flush();
    });
  }
  // The form as it was left, of which the server may know an older state.
  function restore(text) {
    Array.prototype.forEach.call(form.elements, function (field) {
      if (/radio|checkbox/.test(field.type)) field.checked = false;
    });
    text.split('&').forEach(function (pair) {
      var halves = pair.split('='), name = decodeURIComponent(halves[0]), value = decodeURIComponent(halves[1] || '');
      Array.prototype.forEach.call(form.elements, function (field) {
        if (field.name !== name || field.type === 'hidden') return;
        if (/radio|checkbox/.test(field.type)) { if (field.value === value) field.checked = true; } else field.value = value;
      });
    });
  }
  if (form) {
    var step = holder.getAttribute('data-answers'), unsent = queue[step];
    // Said later elsewhere, in another window of this phone: what waits here is no longer the last word.
    if (unsent && Number((/^wort=(\d+)/.exec(unsent) || [])[1]) <= word) { delete queue[step]; keep(); unsent = ''; }
    if (unsent) restore(unsent);
    var soon = function () { clearTimeout(timer); timer = setTimeout(function () { save(true); }, 600); };
    form.addEventListener('input', soon);
    form.addEventListener('change', soon);
    form.addEventListener('submit', function (event) { event.preventDefault(); save(false); });
  }
  window.addEventListener('online', flush);
  flush();

  if (own) own.addEventListener('input', function () { isDirty = true; });
  if (one('[data-unsaved]')) isDirty = true;
  function clock() {
    each('[data-deadline]', function (element) {
      var minutes = Math.ceil((element.getAttribute('data-deadline') - Date.now() / 1000) / 60);
      var words = minutes > 0 ? element.getAttribute('data-left').replace('#', minutes) : element.getAttribute('data-over');
      if (element.textContent !== words) element.textContent = words;
    });
  }
  function follow(state) {
    ['joined', 'done'].forEach(function (name) {
      if (name in state) each('[data-' + name + ']', function (element) { element.textContent = state[name]; });
    });
    each('[data-notes]', function (element) {
      if (String(state.notes) !== element.getAttribute('data-notes')) element.hidden = false;
    });
    if (String(state.version) === version) return;
    if (isDirty) { each('[data-moved]', function (element) { element.hidden = false; }); return; }
    isMoved = true;
    if (form && timer) save(true); else flush();
  }
  function poll() {
    request('GET', root.getAttribute('data-workshop'), '', function (code, text) {
      if (code === 200) { try { follow(JSON.parse(text)); } catch (_) { /* a sign-in page, say */ } }
      if (code === 0) say('waiting');
      setTimeout(poll, (document.hidden ? 8000 : 2500) + Math.random() * 1000);
    });
  }
  clock();
  setInterval(clock, 5000);
  setTimeout(poll, 2500);
}());
