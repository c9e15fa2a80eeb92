// Small comforts; every page works without them: leave quickly, never send twice, lose nothing typed, see what went wrong.
(() => {
  "use strict";
  document.documentElement.classList.add("js");
  let escaped = 0;
  document.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") { escaped = 0; return; }
    const now = Date.now();
    if (now - escaped < 800) { document.documentElement.hidden = true; location.replace("/calendar"); }
    escaped = now;
  });

  // A form marked data-once is sent once: the server would answer a second time the same, but nobody needs to wonder.
  const free = (form) => { delete form.dataset.sent; form.querySelectorAll("button").forEach((b) => b.removeAttribute("aria-disabled")); };
  document.addEventListener("submit", (e) => {
    const form = e.target;
    if (!("once" in form.dataset)) return;
    if (form.dataset.sent) { e.preventDefault(); e.stopImmediatePropagation(); return; }
    form.dataset.sent = "1";
    form.querySelectorAll("button").forEach((b) => b.setAttribute("aria-disabled", "true"));
    setTimeout(() => free(form), 10000);
  }, true);
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(free));
  document.addEventListener("htmx:afterRequest", (e) => { if (e.target.dataset && e.target.dataset.sent) free(e.target); });

  // What stands around a page is counted anew on the server, which says so while the page is looked at: a browser keeps few
  // lines open at once. A list stays as it is while it is read, and says what came.
  const count = (name, html) => document.querySelectorAll("[data-count]").forEach((e) => {
    if (e.dataset.count !== name) return;
    e.innerHTML = html;
    if (e.closest("ul[hidden]")) e.closest("ul").hidden = false;
  });
  const came = document.querySelector("[data-list]");
  const keys = new Set([...document.querySelectorAll("[data-key]")].map((row) => row.dataset.key));
  const news = (told) => {
    Object.entries(told.counts).forEach(([name, html]) => count(name, html));
    if (!came || !told.list) return;
    const fresh = told.list.filter((key) => !keys.has(key)).length;
    came.firstElementChild.textContent = fresh ? came.dataset.said.replace("#", fresh) : "";
    came.hidden = !fresh;
  };
  if (document.body.dataset.live && document.querySelector("[data-count]:not([data-count='/drafts'])")) {
    let line = null;
    const follow = () => {
      if (line) line.close();
      line = document.hidden ? null : new EventSource(document.body.dataset.live + (came ? "?list=" + encodeURIComponent(came.dataset.list) : ""));
      if (!line) return;
      line.onmessage = (e) => news(JSON.parse(e.data));
      line.addEventListener("ended", () => line.close());
    };
    document.addEventListener("visibilitychange", follow);
    follow();
  }

  // What is typed is kept as a draft a few seconds later, and at once when the page is left; never after it was sent.
  document.querySelectorAll("form[data-kept]").forEach((form) => {
    const said = form.querySelector(".said");
    let waits = 0;
    const tell = (text, wrong) => { said.textContent = text; wrong ? said.setAttribute("role", "alert") : said.removeAttribute("role"); };
    const again = (after) => { waits = waits || setTimeout(save, after); };
    async function save() {
      clearTimeout(waits); waits = 0;
      const typed = new URLSearchParams([...new FormData(form)].filter(([, value]) => !(value instanceof File)));
      typed.set("step", "draft");
      try {
        const answer = await fetch(form.getAttribute("action"), { method: "POST", body: typed, headers: { Accept: "application/json" }, keepalive: String(typed).length < 60000 });
        if (answer.ok) { const told = await answer.json(); tell(told.said, false); count("/drafts", told.count); }
        else tell(answer.status === 401 ? said.dataset.ended : said.dataset.away, true);
      } catch { tell(said.dataset.away, true); again(15000); }
    }
    form.addEventListener("input", () => again(4000));
    form.addEventListener("submit", () => { clearTimeout(waits); waits = 0; });
    addEventListener("pagehide", () => { if (waits) save(); });
  });

  // The browser's own file button speaks the language of the machine; ours speaks Vietnamese and names the file chosen.
  document.addEventListener("change", (e) => {
    if (!e.target.matches("input.file")) return;
    const field = e.target.parentElement, [said, fault] = field.querySelectorAll("output, .fault[hidden], .fault.large");
    const file = e.target.files[0], large = Boolean(file) && file.size > Number(field.dataset.most);
    said.textContent = file && !large ? file.name : "chưa chọn tệp nào";
    field.querySelectorAll("input.file").forEach((other) => { if (large || other !== e.target) other.value = ""; });
    fault.classList.add("large");
    fault.hidden = !large;
  });

  // A greyed action stays reachable by keyboard, so that its reason can be read; it does nothing.
  document.addEventListener("click", (e) => { if (e.target.closest("[aria-disabled=true]")) e.preventDefault(); });

  document.addEventListener("htmx:afterSwap", (e) => { if (e.target.id === "problem") e.target.focus(); });
  document.addEventListener("click", (e) => {
    document.querySelectorAll("details.officer[open]").forEach((d) => { if (!d.contains(e.target)) d.open = false; });
  });
  const first = document.querySelector(".problem[role=alert]");
  if (first) first.focus();
})();
