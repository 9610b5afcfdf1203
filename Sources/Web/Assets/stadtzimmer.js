// SPDX-License-Identifier: EUPL-1.2
'use strict';
(function () {
  var all = function (selector, root) {
    return Array.prototype.slice.call((root || document).querySelectorAll(selector));
  };
  var summary = document.querySelector('.error-summary');

  // An error summary takes the focus, so that it is read and its links are next.
  if (summary) summary.focus();

  // The same form is not sent twice within eight seconds.
  var sent = new Map();
  var release = function (form) {
    sent.delete(form);
    all('[data-sending]', form).forEach(function (button) {
      button.removeAttribute('aria-disabled');
      button.removeAttribute('data-sending');
    });
  };
  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (event.defaultPrevented || String(form.getAttribute('method')).toLowerCase() !== 'post') return;
    if (sent.has(form)) { event.preventDefault(); return; }
    sent.set(form, true);
    keep(form, true);
    setTimeout(function () {
      all('button:not([type="button"])', form).forEach(function (button) {
        button.setAttribute('aria-disabled', 'true');
        button.setAttribute('data-sending', '');
      });
    }, 0);
    setTimeout(function () { release(form); }, 8000);
  });
  window.addEventListener('pageshow', function (event) {
    if (event.persisted) Array.from(sent.keys()).forEach(release);
  });

  // Copy and print: the buttons are hidden without this script.
  all('[data-copy]').forEach(function (button) {
    var source = document.querySelector(button.getAttribute('data-copy'));
    if (!source || !navigator.clipboard) return;
    var label = button.textContent;
    button.hidden = false;
    button.setAttribute('aria-live', 'polite');
    button.addEventListener('click', function () {
      navigator.clipboard.writeText(source.value || source.textContent.trim()).then(function () {
        button.textContent = button.getAttribute('data-copied') || '✓';
        setTimeout(function () { button.textContent = label; }, 3000);
      }).catch(function () { window.getSelection().selectAllChildren(source); });
    });
  });
  all('[data-print]').forEach(function (button) {
    button.hidden = false;
    button.addEventListener('click', function () { window.print(); });
  });

  // Forms marked data-keep: unsent input survives a crash or the back button, in this tab, for half an hour.
  var PREFIX = 'keep:';
  var name = function (form) { return PREFIX + location.pathname + '#' + (form.id || ''); };
  var fields = function (form) {
    return Array.prototype.filter.call(form.elements, function (field) {
      return field.name && !/^(password|file|hidden|submit|button|image|reset|fieldset|output)$/.test(field.type) &&
        field.autocomplete !== 'one-time-code' && !field.closest('.extra');
    });
  };
  var isBox = function (field) { return /^(checkbox|radio)$/.test(field.type); };
  var read = function (key) {
    try { return JSON.parse(sessionStorage.getItem(key)); } catch (_) { return null; }
  };
  function keep(form, isSent) {
    if (!form.hasAttribute('data-keep')) return;
    var values = fields(form).map(function (field) {
      return isBox(field) ? [field.name, field.value, field.checked] : [field.name, '', field.value];
    });
    try {
      sessionStorage.setItem(name(form), JSON.stringify({ at: Date.now(), sent: isSent, values: values }));
    } catch (_) { /* full or forbidden */ }
  }
  try {
    // A page that says it worked ends what was sent.
    var ended = document.querySelector('[data-keep-clear]');
    var done = !summary && document.querySelector('.confirmation, .notice.success');
    Object.keys(sessionStorage).forEach(function (key) {
      if (key.indexOf(PREFIX) !== 0) return;
      var entry = read(key);
      if (ended || !entry || Date.now() - entry.at > 18e5 || (done && entry.sent)) sessionStorage.removeItem(key);
    });
  } catch (_) { /* no storage */ }
  all('form[data-keep]').forEach(function (form) {
    var entry = summary ? null : read(name(form));
    var restored = false;
    if (entry) fields(form).forEach(function (field) {
      var box = isBox(field);
      entry.values.forEach(function (value) {
        if (value[0] !== field.name || value[1] !== (box ? field.value : '')) return;
        if (box) {
          if (field.checked === field.defaultChecked && field.checked !== value[2]) { field.checked = value[2]; restored = true; }
        } else if (field.value !== value[2] && (field.tagName === 'SELECT' || field.value === field.defaultValue)) {
          field.value = value[2]; restored = true;
        }
      });
    });
    var words = form.getAttribute('data-keep');
    if (restored && words) {
      var note = document.createElement('p');
      note.className = 'hint';
      note.setAttribute('role', 'status');
      form.insertBefore(note, form.firstChild);
      note.textContent = words;
    }
    var timer;
    form.addEventListener('input', function () {
      clearTimeout(timer);
      timer = setTimeout(function () { if (!sent.has(form)) keep(form, false); }, 400);
    });
  });
}());
