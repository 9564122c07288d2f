// Puts new renderings of a page's parts in place of the old ones, matched by id, leaving alone what did not change.
export function replace(fresh) {
    const old = document.getElementById(fresh.id);
    if (!old || old.isEqualNode(fresh) || (old.dataset.version && old.dataset.version === fresh.dataset.version)) return;
    const focused = old.contains(document.activeElement) ? keyOf(document.activeElement, old) : null;
    const open = [...old.querySelectorAll("details[open][id]")].map((details) => details.id);
    old.replaceWith(fresh);
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    if (focused) fresh.querySelector(focused)?.focus();
    attach(fresh);
    fresh.dispatchEvent(new CustomEvent("gantry:part", { bubbles: true }));
}

/** Gives the elements below their behaviours: the modules they name in data-module. */
export function attach(root) {
    for (const element of [root, ...root.querySelectorAll("[data-module]")]) {
        for (const name of element.dataset?.module?.split(" ") ?? []) {
            import(`./${name}.js`).then((module) => module.attach(element));
        }
    }
}

/** A selector that finds the same control in the new rendering, so that focus survives. */
function keyOf(element, within) {
    if (element.id) return `#${CSS.escape(element.id)}`;
    for (const name of ["data-key", "href", "formaction", "name"]) {
        const value = element.getAttribute(name);
        if (value && within.querySelectorAll(`[${name}="${CSS.escape(value)}"]`).length === 1) {
            return `[${name}="${CSS.escape(value)}"]`;
        }
    }
    return null;
}

export function parse(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content;
}

/** Takes every [data-part] of a freshly fetched page of the same address. */
export function replaceFrom(page) {
    for (const part of page.querySelectorAll("[data-part]")) replace(document.adoptNode(part));
}
