// Makes the mapping screen quicker where JavaScript is there. Everything works without it.

// What stopped a form, or was asked for, is read out first, and the keyboard goes on from there.
document.querySelector('.matterbooks :is([role="alert"], [data-mb-focus])[tabindex="-1"]')?.focus();

const form = document.querySelector("[data-mb-mapping]");
if (form) mapping(form);

function mapping(form) {
  const saved = new Map(JSON.parse(form.dataset.mbSaved));
  const lines = [...document.querySelectorAll("[data-mb-account]")];
  const changed = document.querySelector("[data-mb-changed]");
  let added = 0;
  let leaving = false;

  document.querySelectorAll("[data-mb-js]").forEach((part) => { part.hidden = false; });
  form.addEventListener("change", refresh);
  form.addEventListener("pointerdown", offer);
  form.addEventListener("focusin", offer);
  form.addEventListener("submit", (event) => {
    leaving = true;
    if (event.submitter?.matches("[data-mb-download]")) setTimeout(() => { leaving = false; }, 1000);
  });
  document.getElementById("refresh-form")?.addEventListener("submit", () => { leaving = false; });
  form.addEventListener("click", (event) => {
    const add = event.target.closest("[data-mb-add]");
    const remove = event.target.closest("[data-mb-remove]");
    if (!add && !remove) return;
    event.preventDefault();
    if (add) addRow(add.dataset.mbAdd);
    if (remove) removeRow(remove.closest("[data-mb-row]"));
    refresh();
  });
  document.querySelector("[data-mb-search]")?.addEventListener("input", (event) => search(event.target.value));
  document.querySelector("[data-mb-find]")?.addEventListener("input", (event) => find(event.target.value));
  document.querySelectorAll("[data-mb-search], [data-mb-find]").forEach((box) => {
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
  });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && differences() > 0) event.preventDefault();
  });
  window.addEventListener("pageshow", () => { leaving = false; refresh(); });

  function offer(event) {
    const select = event.target.closest("select[data-mb-brief]");
    if (!select) return;
    const template = document.querySelector('[data-mb-template="account"]');
    const choices = template.content.querySelector('[name="account_quickbooks"]').cloneNode(true);
    const chosen = select.selectedOptions[0];
    const known = [...choices.options].some((option) => option.value === chosen.value);
    select.replaceChildren(...(known ? [] : [chosen]), ...choices.children);
    select.value = chosen.value;
    select.removeAttribute("data-mb-brief");
  }

  function addRow(section) {
    const template = document.querySelector(`[data-mb-template="${section}"]`);
    const row = template.content.firstElementChild.cloneNode(true);
    added += 1;
    for (const part of [row, ...row.querySelectorAll("[id], [aria-describedby]")]) {
      for (const name of ["id", "aria-describedby"]) {
        if (part.hasAttribute(name)) part.setAttribute(name, `${part.getAttribute(name)}-${added}`);
      }
    }
    document.querySelector(`[data-mb-rows="${section}"]`).append(row);
    document.querySelector(`[data-mb-empty="${section}"]`)?.setAttribute("hidden", "");
    row.querySelector("select").focus();
  }

  function removeRow(row) {
    const part = row.closest("fieldset");
    row.remove();
    part.querySelector("[data-mb-add]").focus();
  }

  function rows() {
    const found = new Map();
    form.querySelectorAll('[name="switch"]:checked, [name="option"]:checked').forEach((box) => found.set(`setting ${box.value}`, "on"));
    const transfers = form.elements.bank_transfers_account.value;
    if (transfers) found.set("setting bank_transfers_account", transfers);
    const opening = form.elements.opening_date.value;
    if (opening) found.set("setting opening_date", opening);
    for (const section of ["account", "tax", "currency"]) {
      const left = [...form.querySelectorAll(`[name="${section}_host"]`)];
      const right = [...form.querySelectorAll(`[name="${section}_quickbooks"]`)];
      left.forEach((host, place) => {
        if (host.value && right[place].value) found.set(`${section} ${host.value}`, right[place].value);
      });
    }
    return found;
  }

  function differences() {
    const now = rows();
    const keys = new Set([...saved.keys(), ...now.keys()]);
    return [...keys].filter((key) => saved.get(key) !== now.get(key)).length;
  }

  function refresh() {
    changed.textContent = String(differences());
    const used = new Set([form.elements.bank_transfers_account.value]);
    form.querySelectorAll('[name="account_quickbooks"]').forEach((select) => used.add(select.value));
    form.querySelectorAll(".mb-missing").forEach((row) => {
      row.classList.toggle("mb-filled", [...row.querySelectorAll("select")].at(-1).value !== "");
    });
    lines.forEach((line) => cross(line, used.has(line.dataset.mbAccount)));
    const mapped = lines.filter((line) => line.classList.contains("mb-mapped")).length;
    document.querySelector("[data-mb-mapped]").textContent = String(mapped);
    document.querySelector("[data-mb-left]").textContent = String(lines.length - mapped);
  }

  function cross(line, isMapped) {
    if (line.classList.contains("mb-mapped") === isMapped) return;
    const name = line.querySelector("del")?.textContent ?? line.textContent;
    line.classList.toggle("mb-mapped", isMapped);
    line.replaceChildren(name);
    if (!isMapped) return;
    const crossed = document.createElement("del");
    crossed.textContent = name;
    const said = document.createElement("span");
    said.className = "mb-sr";
    said.textContent = " (mapped)";
    line.replaceChildren(crossed, said);
  }

  function find(text) {
    const wanted = text.trim().toLowerCase();
    const rows = [...form.querySelectorAll('[aria-labelledby="part-account"] [data-mb-row]')];
    rows.forEach((row) => { row.hidden = !said(row).includes(wanted); });
    const found = rows.filter((row) => !row.hidden).length;
    document.getElementById("row-found").textContent = wanted ? `${found} of ${rows.length} rows` : "";
  }

  function said(row) {
    const chosen = [...row.querySelectorAll("select")].map((select) => select.selectedOptions[0]?.textContent ?? "");
    const left = row.querySelector(".mb-left");
    return [left.querySelector("select") ? "" : left.textContent, ...chosen].join(" ").toLowerCase();
  }

  function search(text) {
    const wanted = text.trim().toLowerCase();
    for (const part of document.querySelectorAll("[data-mb-type]")) {
      const inside = [...part.querySelectorAll("[data-mb-account]")];
      inside.forEach((line) => { line.hidden = !line.textContent.toLowerCase().includes(wanted); });
      part.hidden = inside.every((line) => line.hidden);
    }
  }
}
