// The office's own moves: ticks that make a batch, the look beside the list, the viewer of papers, copying with a record.

const say = (text) => document.dispatchEvent(new CustomEvent('said', { detail: { value: text } }));

// ------------------------------------------------ inbox: ticked rows become a batch, and the key line gives way to what can be done with them
const lines = document.getElementById('lines');
const picked = new Set();

function batch() {
  const boxes = [...lines.querySelectorAll('[data-tick]')];
  for (const box of boxes) {
    box.checked = picked.has(box.id);
    box.closest('tr').classList.toggle('on', box.checked);
  }
  const ticked = boxes.filter((box) => box.checked);
  const waiting = ticked.filter((box) => box.name);
  for (const button of lines.querySelectorAll('.take')) {
    if (ticked.length) button.removeAttribute('data-key');
    else button.dataset.key = 's';
  }
  const foot = document.getElementById('batch-keys');
  foot.hidden = !ticked.length;
  document.getElementById('plain-keys').hidden = ticked.length > 0;
  document.getElementById('claim-all').hidden = !waiting.length;
  const words = foot.querySelector('b');
  const text = waiting.length === ticked.length ? words.dataset.batchWords : words.dataset.batchSome;
  words.textContent = text.replace('{count}', ticked.length).replace('{wait}', waiting.length);
}

if (lines) {
  lines.addEventListener('change', (event) => {
    if (!event.target.matches('[data-tick]')) return;
    if (event.target.checked) picked.add(event.target.id);
    else picked.delete(event.target.id);
    batch();
  });
  lines.addEventListener('live:changed', batch);
  document.querySelector('[data-unpick]').addEventListener('click', () => {
    picked.clear();
    batch();
  });
  let soon;
  lines.addEventListener('row:here', (event) => {
    clearTimeout(soon);
    soon = setTimeout(() => window.htmx.ajax('GET', event.target.dataset.preview, { target: '#side', swap: 'innerHTML' }), 180);
  });
}

// ------------------------------------------------ one act on the ticked cases, the current one, or the one that is open
const together = document.getElementById('together');
document.addEventListener('click', async (event) => {
  const button = event.target.closest?.('[data-together]');
  if (!button || !together) return;
  const rows = lines ? [...lines.querySelectorAll('[data-row]')] : [];
  const ticked = rows.filter((row) => picked.has(row.querySelector('[data-tick]').id));
  const chosen = button.dataset.case ? [button] : ticked.length ? ticked : rows.filter((row) => row.classList.contains('here'));
  if (!chosen.length) return;
  const query = new URLSearchParams(chosen.map((one) => ['case', one.dataset.case]));
  if (!lines) query.set('back', 'case');
  const words = button.cloneNode(true);
  for (const inner of words.querySelectorAll('kbd')) inner.remove();
  document.getElementById('together-h').textContent = words.textContent.trim();
  await window.htmx.ajax('GET', `${button.dataset.url}?${query}`, { target: '#together-inner', swap: 'innerHTML' });
  if (!together.open) together.showModal();
  together.querySelector('[autofocus], input:checked, input[type=radio]')?.focus();
});

// ------------------------------------------------ case: the viewer
const viewer = document.querySelector('[data-viewer]');
if (viewer) {
  const image = viewer.querySelector('[data-viewer-image]');
  const sheet = viewer.querySelector('[data-viewer-sheet]');
  const none = viewer.querySelector('[data-viewer-none]');
  const bed = viewer.querySelector('[data-viewer-page]');
  const fit = viewer.querySelector('[data-zoom="0"]');
  const thumbs = [...viewer.querySelectorAll('[data-thumbs] a')];
  const pagesOf = (thumb) => thumb.dataset.pages.split(' ').filter(Boolean);
  const steps = [50, 75, 100, 150, 200, 300];
  let at = { thumb: 0, page: 0 };
  let zoom = 2;
  let quarter = 0;

  function look() {
    sheet.className = `sheet zoom-${steps[zoom]} turn-${quarter * 90}`;
    fit.textContent = steps[zoom] === 100 ? fit.dataset.fit : `${steps[zoom]}%`;
  }

  // A file that came as PDF is asked once how many pages it has; then each is a page like a photograph.
  async function unfold(thumb) {
    const files = thumb.dataset.files.split(' ').filter(Boolean);
    delete thumb.dataset.files;
    const pages = [];
    for (const page of pagesOf(thumb)) {
      if (!files.includes(page)) {
        pages.push(page);
        continue;
      }
      const answer = await fetch(`${page}/sheets`);
      const sheets = answer.ok ? Number(await answer.text()) : 0;
      for (let number = 1; number <= sheets; number += 1) pages.push(`${page}?sheet=${number}`);
    }
    thumb.dataset.pages = pages.join(' ');
  }

  async function show(thumb, page) {
    at = { thumb, page };
    const chosen = thumbs[thumb];
    if (chosen.dataset.files) await unfold(chosen);
    const pages = pagesOf(chosen);
    for (const other of thumbs) other.removeAttribute('aria-current');
    chosen.setAttribute('aria-current', 'true');
    chosen.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    viewer.querySelector('[data-viewer-title]').textContent = chosen.dataset.name;
    viewer.querySelector('[data-viewer-count]').textContent = `${thumb + 1} / ${thumbs.length}${pages.length > 1 ? `，${page + 1} / ${pages.length}` : ''}`;
    sheet.hidden = !pages.length;
    none.hidden = pages.length > 0;
    if (pages.length) {
      image.alt = chosen.dataset.name;
      if (image.getAttribute('src') !== pages[page]) image.src = pages[page];
    } else {
      image.removeAttribute('src');
      none.textContent = chosen.dataset.state;
    }
    showFrames(pages[page] ?? '');
    zoom = 2;
    quarter = 0;
    bed.scrollTo(0, 0);
    look();
  }

  function turn(step) {
    const page = at.page + step;
    if (page >= 0 && page < pagesOf(thumbs[at.thumb]).length) return show(at.thumb, page);
    const thumb = at.thumb + step;
    if (thumb < 0 || thumb >= thumbs.length) return undefined;
    return show(thumb, step > 0 ? 0 : Math.max(pagesOf(thumbs[thumb]).length - 1, 0));
  }

  // Frames: those that were kept, and the one being drawn. A page is a thousand wide and a thousand high.
  const drawing = viewer.querySelector('[data-viewer-frames]');
  const marks = [...viewer.querySelectorAll('[data-viewer-marks] li')];
  const starter = viewer.querySelector('[data-frame-start]');
  let draft = null;

  function rect([left, top, width, height], kind) {
    const box = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    for (const [name, value] of Object.entries({ x: left, y: top, width, height, class: kind })) box.setAttribute(name, value);
    drawing.append(box);
  }

  function showFrames(page) {
    drawing.replaceChildren();
    for (const mark of marks) {
      mark.hidden = mark.dataset.page !== page;
      if (!mark.hidden) rect(mark.dataset.frame.split(' '), 'kept');
    }
    if (draft) rect(draft, 'draft');
  }

  const shown = () => pagesOf(thumbs[at.thumb])[at.page] ?? '';

  function frame(next) {
    draft = next;
    starter?.setAttribute('aria-pressed', String(draft !== null));
    viewer.classList.toggle('framing', draft !== null);
    if (draft) {
      zoom = steps.indexOf(100);
      quarter = 0;
      look();
      bed.focus({ preventScroll: true });
    }
    showFrames(shown());
  }

  function keep() {
    const form = document.querySelector('[data-mark-form]');
    const [address, query] = shown().split('?');
    form.elements.page.value = address.split('/').pop();
    form.elements.sheet.value = new URLSearchParams(query).get('sheet') ?? '0';
    ['left', 'top', 'width', 'height'].forEach((name, number) => (form.elements[name].value = Math.round(draft[number])));
    document.getElementById('mark').showModal();
  }

  const within = (value, most) => Math.min(Math.max(value, 0), most);

  starter?.addEventListener('click', () => {
    if (!shown()) return;
    frame(draft ? null : [350, 400, 300, 120]);
  });
  bed.addEventListener('keydown', (event) => {
    if (!draft || event.altKey || event.ctrlKey || event.metaKey) return;
    const move = { ArrowLeft: [-20, 0], ArrowRight: [20, 0], ArrowUp: [0, -20], ArrowDown: [0, 20] }[event.key];
    if (move) {
      const [left, top, width, height] = draft;
      frame(
        event.shiftKey
          ? [left, top, within(width + move[0], 1000 - left) || 20, within(height + move[1], 1000 - top) || 20]
          : [within(left + move[0], 1000 - width), within(top + move[1], 1000 - height), width, height],
      );
    } else if (event.key === 'Enter') keep();
    else if (event.key === 'Escape') frame(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  sheet.addEventListener('pointerdown', (event) => {
    if (!draft) return;
    event.preventDefault();
    sheet.setPointerCapture(event.pointerId);
    const box = sheet.getBoundingClientRect();
    const place = (moved) => [within(((moved.clientX - box.left) / box.width) * 1000, 1000), within(((moved.clientY - box.top) / box.height) * 1000, 1000)];
    const [x, y] = place(event);
    const drag = (moved) => {
      const [toX, toY] = place(moved);
      draft = [Math.min(x, toX), Math.min(y, toY), Math.abs(toX - x), Math.abs(toY - y)];
      showFrames(shown());
    };
    sheet.addEventListener('pointermove', drag);
    sheet.addEventListener('pointerup', () => {
      sheet.removeEventListener('pointermove', drag);
      if (draft && Math.min(draft[2], draft[3]) >= 10) keep();
    }, { once: true });
  });
  document.getElementById('mark')?.addEventListener('close', () => frame(null));

  viewer.addEventListener('click', (event) => {
    const thumb = event.target.closest('[data-thumbs] a');
    if (thumb) {
      event.preventDefault();
      show(thumbs.indexOf(thumb), 0);
    }
    const step = event.target.closest('[data-zoom]');
    if (step) {
      const by = Number(step.dataset.zoom);
      zoom = by ? Math.min(Math.max(zoom + by, 0), steps.length - 1) : 2;
      look();
    }
    if (event.target.closest('[data-rotate]')) {
      quarter = (quarter + 1) % 4;
      look();
    }
    const turner = event.target.closest('[data-turn]');
    if (turner) turn(Number(turner.dataset.turn));
  });
  const wanted = new URLSearchParams(location.search).get('paper');
  const asked = thumbs.findIndex((thumb) => `#${thumb.id}` === location.hash || (wanted && thumb.dataset.pages.includes(wanted)));
  const first = asked >= 0 ? asked : thumbs.findIndex((thumb) => pagesOf(thumb).length);
  if (thumbs.length) show(Math.max(first, 0), 0);
}

// ------------------------------------------------ case: the draft alone on paper, to see how it will print
document.addEventListener('click', (event) => {
  const button = event.target.closest?.('[data-test-print]');
  if (!button) return;
  if (!document.querySelector('#draft img')) {
    say(button.dataset.none);
    return;
  }
  document.body.classList.add('test-print');
  window.print();
});
window.addEventListener('afterprint', () => document.body.classList.remove('test-print'));

// ------------------------------------------------ case: what is not open to choose says why and stays unchosen
document.addEventListener('click', (event) => {
  const closed = event.target.closest?.('.option input[aria-disabled=true], .option:has([aria-disabled=true])');
  if (closed) {
    event.preventDefault();
    say((closed.dataset.why ?? closed.querySelector('[data-why]').dataset.why));
  }
});

// ------------------------------------------------ case: numbers in full, for a purpose; copied ones too
const ask = document.querySelector('[data-reveal-form]');
if (ask) {
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-reveal]');
    if (!button) return;
    ask.elements.what.value = button.dataset.reveal;
    ask.dataset.into = button.parentElement.id;
  });
  ask.addEventListener('htmx:beforeSwap', (event) => {
    if (event.detail.xhr.status === 200) event.detail.target = document.getElementById(ask.dataset.into);
  });
  ask.addEventListener('htmx:afterRequest', () => ask.closest('dialog').close());

  document.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-copy], [data-copy-whole]');
    if (!button) return;
    let text = button.dataset.copy;
    if (button.dataset.copyWhole) {
      const body = new FormData(ask);
      body.set('what', button.dataset.copyWhole);
      body.set('purpose', ask.elements.purpose[ask.elements.purpose.length - 1].value);
      const answer = await fetch(ask.getAttribute('hx-post'), { method: 'POST', body, headers: { 'HX-Request': 'true' } });
      if (!answer.ok) return;
      const holder = document.createElement('div');
      holder.innerHTML = await answer.text();
      text = holder.textContent.trim();
    }
    await navigator.clipboard.writeText(text);
    say(button.dataset.copied);
  });
}
