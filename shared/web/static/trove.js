// Small comforts; every page works without them: leave quickly, never send twice, see what went wrong.
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

  // The browser's own file button speaks the language of the machine; ours speaks Vietnamese and names the file chosen.
  document.addEventListener("change", (e) => {
    if (!e.target.matches("input.file")) return;
    const said = e.target.parentElement.querySelector("output");
    said.textContent = e.target.files.length ? e.target.files[0].name : "chưa chọn tệp nào";
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
