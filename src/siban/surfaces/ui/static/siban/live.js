// A part of a page that stays true by itself.
//   <div data-live="/office/inbox/rows" data-every="20"> … </div>
//   <span class="live" data-live-state data-live-lost="断线了，看到的是 {time} 的情况" data-live-ok="{time} 更新，有变化自己出现"></span>
// The fragment is asked for again every `data-every` seconds while the page is looked at, and put in place when it differs and nobody
// is typing in it. When the line is lost, every [data-live-state] says since when the page is old.

const clock = () => new Date().toLocaleTimeString('zh-CN', { hour: 'numeric', minute: '2-digit', hour12: false });

function tell(lost, since) {
  for (const line of document.querySelectorAll('[data-live-state]')) {
    const words = lost ? line.dataset.liveLost : line.dataset.liveOk;
    if (words) {
      const text = words.replace('{time}', since);
      if (line.textContent !== text) line.textContent = text;
    }
    line.classList.toggle('lost', lost);
  }
  document.documentElement.toggleAttribute('data-offline', lost);
}

function watch(part) {
  if (part.liveTimer) return;
  const seconds = Number(part.dataset.every || 20);
  let since = clock();
  let text = null;
  async function ask() {
    if (!part.isConnected) {
      clearInterval(part.liveTimer);
      return;
    }
    if (document.hidden) return;
    try {
      const answer = await fetch(part.dataset.live, { headers: { 'HX-Request': 'true', 'X-Live': '1' }, signal: AbortSignal.timeout(15000) });
      if (answer.headers.get('HX-Redirect')) {
        location.assign(answer.headers.get('HX-Redirect'));
        return;
      }
      if (!answer.ok || answer.redirected) throw new TypeError('not the fragment');
      const fresh = await answer.text();
      since = clock();
      tell(false, since);
      if (fresh === text || part.contains(document.activeElement) && document.activeElement.matches('input, textarea, select')) return;
      const here = part.querySelector('[data-row].here')?.id;
      const focused = part.contains(document.activeElement) ? document.activeElement.id : '';
      if (text !== null || part.innerHTML.trim() !== fresh.trim()) {
        part.innerHTML = fresh;
        window.htmx?.process(part);
        if (here) document.getElementById(here)?.classList.add('here');
        if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
        part.dispatchEvent(new CustomEvent('live:changed', { bubbles: true }));
      }
      text = fresh;
    } catch (error) {
      if (error instanceof TypeError || error.name === 'TimeoutError' || error.name === 'AbortError') tell(true, since);
      else throw error;
    }
  }
  part.liveTimer = setInterval(ask, seconds * 1000);
  part.addEventListener('live:ask', ask);
  document.addEventListener('visibilitychange', ask);
}

const start = (root) => root.querySelectorAll('[data-live]').forEach(watch);
start(document);
document.addEventListener('htmx:load', (event) => start(event.target));
window.addEventListener('online', () => document.querySelectorAll('[data-live]').forEach((part) => part.dispatchEvent(new Event('live:ask'))));
