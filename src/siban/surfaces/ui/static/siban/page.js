// Small things that any page may declare.
//   data-print            prints the page; with an address, prints what is there (a notice, a slip) without leaving
//   data-dialog="#id"     opens a dialog; data-close inside it closes
//   data-speak="#main"    reads a part of the page aloud (hidden where the browser cannot)
//   data-dictate="#q"     fills a field by voice (hidden where the browser cannot)
//   data-back             goes back to where one came from, with what was typed there
//   details.menu, .me     close when something else is touched

import './forms.js';

export function printFrom(address) {
  const frame = document.createElement('iframe');
  frame.hidden = false;
  frame.className = 'visually-hidden';
  frame.title = document.title;
  const before = document.activeElement;
  frame.addEventListener('load', () => {
    frame.contentWindow.print();
    // The frame must not keep the keyboard once the dialog is closed.
    frame.blur();
    if (before?.isConnected) before.focus({ preventScroll: true });
  });
  frame.src = address;
  document.body.append(frame);
  setTimeout(() => frame.remove(), 120000);
}

document.addEventListener('click', (event) => {
  const print = event.target.closest('[data-print]');
  if (print) {
    event.preventDefault();
    if (print.dataset.print) printFrom(print.dataset.print);
    else window.print();
  }
  if (event.target.closest('[data-back]')) history.back();
  const opener = event.target.closest('[data-dialog]');
  if (opener) document.querySelector(opener.dataset.dialog)?.showModal();
  const closer = event.target.closest('[data-close]');
  if (closer) closer.closest('dialog')?.close();
  for (const open of document.querySelectorAll('details.menu[open], details.me[open]')) {
    if (!open.contains(event.target)) open.open = false;
  }
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  for (const open of document.querySelectorAll('details.menu[open], details.me[open]')) {
    open.open = false;
    open.querySelector('summary').focus();
  }
});

// What was saved is said once and goes; a page asks for it by HX-Trigger: {"said": "已存 10:46"}.
document.addEventListener('said', (event) => {
  const region = document.getElementById('said');
  if (!region) return;
  const line = document.createElement('p');
  line.className = 'saved';
  line.textContent = event.detail.value ?? event.detail;
  region.replaceChildren(line);
  setTimeout(() => line.remove(), 6000);
});

const speech = window.speechSynthesis;
for (const button of document.querySelectorAll('[data-speak]')) {
  if (!speech) {
    button.hidden = true;
    continue;
  }
  button.addEventListener('click', () => {
    if (speech.speaking) {
      speech.cancel();
      return;
    }
    const part = document.querySelector(button.dataset.speak).cloneNode(true);
    for (const silent of part.querySelectorAll('[aria-hidden=true], [data-speak], script, nav')) silent.remove();
    const lines = part.innerText.split('\n').map((line) => line.trim()).filter(Boolean);
    for (const line of lines) {
      const utterance = new SpeechSynthesisUtterance(line);
      utterance.lang = document.documentElement.lang === 'en' ? 'en-GB' : 'zh-CN';
      utterance.rate = 0.85;
      speech.speak(utterance);
    }
  });
}

const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;
for (const button of document.querySelectorAll('[data-dictate]')) {
  if (!Recognition) {
    button.hidden = true;
    continue;
  }
  button.addEventListener('click', () => {
    const field = document.querySelector(button.dataset.dictate);
    const ears = new Recognition();
    ears.lang = 'zh-CN';
    ears.onstart = () => button.setAttribute('aria-pressed', 'true');
    ears.onend = () => button.setAttribute('aria-pressed', 'false');
    ears.onresult = (event) => {
      field.value = event.results[0][0].transcript.replace(/[。？！]$/, '');
      field.focus();
    };
    ears.start();
  });
}
