// ⌘K or Ctrl-K: go to any page or object, or do what this page can do, by typing a part of its name.
const dialog = document.getElementById("palette");
const input = dialog?.querySelector("input");
const list = dialog?.querySelector("ul");
const none = dialog?.querySelector(".none");
let entries = [];
let shown = [];
let at = 0;

/** What can be done here: the page's own links and buttons that carry a key. */
function pageEntries() {
    return [...document.querySelectorAll("main [data-hotkey], main [data-command]")]
        .filter((element) => element.offsetParent)
        .map((element) => ({ label: element.dataset.command ?? (element.textContent.trim() || element.getAttribute("aria-label")), kind: "Action", element }));
}

async function load() {
    const pages = [...document.querySelectorAll(".nav a")].map((a) => ({ label: a.dataset.name, kind: "Page", href: a.href }));
    entries = [...pageEntries(), ...pages];
    filter();
    try {
        const response = await fetch(dialog.dataset.source, { headers: { Accept: "application/json" } });
        if (response.ok) entries = [...entries, ...await response.json()];
        filter();
    } catch {
        // Pages and actions can be reached even while the engine cannot.
    }
}

/** Letters in order, the closer together and the nearer the start the better; null where they do not occur. */
function score(label, wanted) {
    const text = label.toLowerCase();
    const whole = text.indexOf(wanted);
    if (whole >= 0) return whole;
    let from = 0;
    let cost = 100;
    for (const letter of wanted) {
        const found = text.indexOf(letter, from);
        if (found < 0) return null;
        cost += found - from;
        from = found + 1;
    }
    return cost;
}

function filter() {
    const wanted = input.value.trim().toLowerCase();
    shown = entries
        .map((entry) => ({ entry, cost: wanted ? score(entry.label, wanted) : 0 }))
        .filter(({ cost }) => cost !== null)
        .sort((a, b) => a.cost - b.cost)
        .slice(0, 50)
        .map(({ entry }) => entry);
    at = 0;
    render();
}

function render() {
    list.replaceChildren(...shown.map((entry, index) => {
        const item = document.createElement("li");
        item.id = `palette-${index}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", String(index === at));
        const label = document.createElement("span");
        label.className = "grow";
        label.textContent = entry.label;
        const kind = document.createElement("span");
        kind.className = "kind";
        kind.textContent = entry.note ? `${entry.kind} · ${entry.note}` : entry.kind;
        item.append(label, kind);
        item.addEventListener("click", () => choose(entry));
        return item;
    }));
    none.hidden = shown.length > 0;
    input.setAttribute("aria-activedescendant", shown.length ? `palette-${at}` : "");
    list.children[at]?.scrollIntoView({ block: "nearest" });
}

function choose(entry) {
    dialog.close();
    if (entry.element) entry.element.click();
    else if (entry.href) location.assign(entry.href);
}

function open() {
    if (document.querySelector("dialog[open]")) return;
    input.value = "";
    dialog.showModal();
    load();
}

if (dialog) {
    document.addEventListener("keydown", (event) => {
        if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
            event.preventDefault();
            open();
        }
    });
    for (const button of document.querySelectorAll("[data-open-palette]")) button.addEventListener("click", open);
    input.addEventListener("input", filter);
    dialog.addEventListener("keydown", (event) => {
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (step && shown.length) {
            event.preventDefault();
            at = (at + step + shown.length) % shown.length;
            render();
        } else if (event.key === "Enter" && shown[at]) {
            event.preventDefault();
            choose(shown[at]);
        }
    });
    dialog.addEventListener("click", (event) => {
        if (event.target === dialog) dialog.close();
    });
}
