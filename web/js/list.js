// A list of objects: filter by text and state, tick rows for the bulk bar, and walk it by keys.
import { typing } from "./keys.js";

export function attach(root) {
    const search = root.querySelector("[data-search]");
    const states = [...root.querySelectorAll("[data-states] input")];
    const all = root.querySelector("[data-tick-all]");
    const bulk = root.querySelector(".bulk");
    const ticked = new Set();
    let current = null;

    const rows = () => [...root.querySelectorAll("tbody > tr[id]")];
    const visible = () => rows().filter((row) => !row.hidden);

    function apply() {
        const words = (search?.value ?? "").toLowerCase().split(/\s+/).filter(Boolean);
        const state = states.find((input) => input.checked)?.value ?? "";
        const counts = new Map();
        let shown = 0;
        for (const row of rows()) {
            const matchesText = words.every((word) => row.dataset.text.includes(word));
            const groups = row.dataset.state.split(" ");
            row.hidden = !matchesText || (state !== "" && !groups.includes(state));
            if (matchesText) {
                for (const group of ["", ...groups]) counts.set(group, (counts.get(group) ?? 0) + 1);
            }
            if (!row.hidden) shown++;
            const box = row.querySelector(".tick input");
            if (box) box.checked = ticked.has(row.id);
            row.classList.toggle("ticked", ticked.has(row.id));
            row.classList.toggle("current", row.id === current);
        }
        for (const input of states) {
            const count = input.parentElement.querySelector(".n");
            if (count) count.textContent = counts.get(input.value) ?? 0;
        }
        const none = root.querySelector(".no-match");
        if (none) none.hidden = shown > 0 || rows().length === 0;
        total();
        tally();
    }

    function total() {
        const count = root.querySelector("#container-count");
        if (count) count.textContent = rows().length;
    }

    function tally() {
        for (const id of [...ticked]) if (!document.getElementById(id)) ticked.delete(id);
        if (bulk) {
            bulk.hidden = ticked.size === 0;
            bulk.querySelector(".n").textContent = `${ticked.size} selected`;
        }
        if (all) {
            const boxes = visible();
            all.checked = boxes.length > 0 && boxes.every((row) => ticked.has(row.id));
            all.indeterminate = ticked.size > 0 && !all.checked;
        }
    }

    function tick(row, on) {
        if (on) ticked.add(row.id);
        else ticked.delete(row.id);
        apply();
    }

    function go(step) {
        const list = visible();
        if (list.length === 0) return;
        const index = list.findIndex((row) => row.id === current);
        const next = list[index < 0 ? (step > 0 ? 0 : list.length - 1) : Math.min(Math.max(index + step, 0), list.length - 1)];
        current = next.id;
        apply();
        next.scrollIntoView({ block: "nearest" });
        next.querySelector(".name")?.focus({ preventScroll: true });
    }

    function remember() {
        const url = new URL(location.href);
        const state = states.find((input) => input.checked)?.value ?? "";
        for (const [name, value] of [["q", search?.value ?? ""], ["state", state]]) {
            if (value) url.searchParams.set(name, value);
            else url.searchParams.delete(name);
        }
        history.replaceState(null, "", url);
    }

    search?.addEventListener("input", () => { apply(); remember(); });
    search?.addEventListener("keydown", (event) => {
        if (event.key === "Escape") { search.value = ""; search.blur(); apply(); remember(); }
        if (event.key === "Enter" || event.key === "ArrowDown") { event.preventDefault(); search.blur(); go(1); }
    });
    for (const input of states) input.addEventListener("change", () => { apply(); remember(); });
    root.querySelector("form.filters")?.addEventListener("submit", (event) => event.preventDefault());
    root.querySelector("[data-clear]")?.addEventListener("click", () => {
        if (search) search.value = "";
        for (const input of states) input.checked = input.value === "";
        apply();
        remember();
    });
    all?.addEventListener("change", () => {
        for (const row of visible()) if (all.checked) ticked.add(row.id); else ticked.delete(row.id);
        apply();
    });
    root.addEventListener("change", (event) => {
        const row = event.target.matches(".tick input") && event.target.closest("tbody > tr");
        if (row) tick(row, event.target.checked);
    });
    root.querySelector("[data-untick]")?.addEventListener("click", () => { ticked.clear(); apply(); });
    document.addEventListener("gantry:part", apply);

    document.addEventListener("keydown", (event) => {
        if (typing(event) || document.querySelector("dialog[open]")) return;
        const row = current && document.getElementById(current);
        if (event.key === "j" || event.key === "ArrowDown") { event.preventDefault(); go(1); }
        else if (event.key === "k" || event.key === "ArrowUp") { event.preventDefault(); go(-1); }
        else if (event.key === "Escape") { current = null; ticked.clear(); apply(); }
        else if (row && event.key === "x") { event.preventDefault(); tick(row, !ticked.has(row.id)); }
        else if (row && event.key === "Enter" && !event.target.closest("a, button")) row.querySelector(".name")?.click();
        else if (row && /^[a-z]$/.test(event.key)) row.querySelector(`[data-key="${event.key}"]`)?.click();
    });
    apply();
}
