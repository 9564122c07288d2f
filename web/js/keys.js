// Keys that work everywhere: ? for the list of keys, / for the filter, [ and ] between tabs. A page's own keys are
// links and buttons that carry data-hotkey.
export function typing(event) {
    const target = event.target;
    return event.metaKey || event.ctrlKey || event.altKey
        || target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && target.type !== "checkbox";
}

const help = document.getElementById("keys");

function stepTab(step) {
    const tabs = [...document.querySelectorAll(".tabs a")];
    const here = tabs.findIndex((tab) => tab.hasAttribute("aria-current"));
    if (here >= 0) tabs[(here + step + tabs.length) % tabs.length].click();
}

document.addEventListener("keydown", (event) => {
    if (typing(event) || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    const search = document.querySelector("[data-search]");
    if (event.key === "?") {
        help?.showModal();
    } else if (event.key === "/" && search) {
        event.preventDefault();
        search.focus();
        search.select();
    } else if (event.key === "[") {
        stepTab(-1);
    } else if (event.key === "]") {
        stepTab(1);
    } else if (!document.querySelector("tr.current") && /^[a-z]$/.test(event.key)) {
        document.querySelector(`main [data-hotkey="${event.key}"]`)?.click();
    }
});
for (const button of document.querySelectorAll("[data-open-keys]")) {
    button.addEventListener("click", () => help?.showModal());
}
help?.addEventListener("click", (event) => {
    if (event.target === help) help.close();
});
