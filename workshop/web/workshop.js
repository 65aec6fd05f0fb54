// Keeps a page fresh: draws what the server sends, sends what is done. No state of its own: after a reload all is as it was.
"use strict";
(() => {
  const live = document.body.dataset.live, lost = document.getElementById("lost"), refused = document.getElementById("refused");
  let socket = null, ahead = 0, wait = 500, hide = 0;  // ahead: seconds that the server's clock is before ours

  // Make `now` what `next` is, changing only what differs: what is being typed, dragged or has the focus stays.
  function become(now, next) {
    if (now.nodeType !== next.nodeType || now.nodeName !== next.nodeName) { now.replaceWith(next.cloneNode(true)); return; }
    if (now.nodeType === Node.TEXT_NODE) { if (now.data !== next.data) now.data = next.data; return; }
    const busy = now === document.activeElement && now.matches("input, select");
    // What someone has ticked and not yet sent stays, unless the server says something else of it than before.
    const told = now.nodeName === "INPUT" && now.type === "checkbox" && now.hasAttribute("checked") !== next.hasAttribute("checked");
    for (const { name } of [...now.attributes]) if (!next.hasAttribute(name) && !(busy && name === "value") && !(now.nodeName === "DETAILS" && name === "open")) now.removeAttribute(name);
    for (const { name, value } of next.attributes) if (now.getAttribute(name) !== value) now.setAttribute(name, value);
    if (!busy && now.nodeName === "INPUT") {
      if (now.type === "checkbox") { if (told || now.disabled) now.checked = next.hasAttribute("checked"); }
      else if (now.type === "range" || !now.closest("form")) now.value = next.getAttribute("value") ?? "";
    }
    const olds = [...now.childNodes], news = [...next.childNodes];
    news.forEach((child, k) => { if (olds[k]) become(olds[k], child); else now.append(child.cloneNode(true)); });
    olds.slice(news.length).forEach((child) => child.remove());
  }

  function draw(id, html) {
    const place = document.getElementById(id), next = document.createElement(place.nodeName);
    for (const { name, value } of place.attributes) next.setAttribute(name, value);
    next.innerHTML = html;  // the server's own, every text in it escaped there
    become(place, next);
  }

  function send(act, fields) {
    if (socket && socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ act, fields }));
  }

  function hear(said) {
    if (said.now) ahead = said.now - Date.now() / 1000;
    for (const [id, html] of Object.entries(said.draw ?? {})) draw(id, html);
    if (said.refused) {
      refused.textContent = said.refused;
      refused.hidden = false;
      clearTimeout(hide);
      hide = setTimeout(() => { refused.hidden = true; }, 8000);
    } else if (said.done) refused.hidden = true;
    clock();
  }

  function clock() {
    for (const one of document.querySelectorAll(".clock")) {
      const left = Math.round(Number(one.dataset.ends) - ahead - Date.now() / 1000);
      const words = left > 0 ? `${one.dataset.left} ${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : one.dataset.up;
      if (one.textContent !== words) one.textContent = words;
    }
  }

  function connect() {
    const lang = new URLSearchParams(location.search).get("lang");
    socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${live}${lang ? `?lang=${encodeURIComponent(lang)}` : ""}`);
    socket.onopen = () => { lost.hidden = true; wait = 500; };
    socket.onmessage = (event) => hear(JSON.parse(event.data));
    socket.onclose = (event) => {
      if (event.code === 4403 || event.code === 4404) { location.reload(); return; }
      lost.hidden = false;
      setTimeout(connect, wait);
      wait = Math.min(4000, wait * 1.5);
    };
  }

  document.addEventListener("click", (event) => {
    const found = event.target.closest("button[data-act]");
    if (found) send(found.dataset.act, JSON.parse(found.dataset.fields || "{}"));
  });
  document.addEventListener("change", (event) => {
    const lever = event.target.dataset?.lever;
    if (lever) send("chose", { lever, dose: Number(event.target.value) });
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-act]");
    if (!form) return;
    event.preventDefault();
    const fields = {};
    for (const one of form.elements) {
      if (!one.name) continue;
      if (one.type === "checkbox") { fields[one.name] ??= []; if (one.checked) fields[one.name].push(one.value); }
      else fields[one.name] = one.type === "number" ? Number(one.value) : one.value;
    }
    send(form.dataset.act, fields);
  });
  if (live) { connect(); setInterval(clock, 500); }
})();
