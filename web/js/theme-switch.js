// The switch goes system, light, dark; the choice is remembered in this browser.
const button = document.querySelector("[data-theme-switch]");
const names = { system: "Theme: as the system", light: "Theme: light", dark: "Theme: dark" };
const icons = { system: "system", light: "sun", dark: "moon" };

function chosen() {
    return document.documentElement.dataset.theme ?? "system";
}

function show() {
    const use = button.querySelector("use");
    use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#${icons[chosen()]}`));
    button.setAttribute("aria-label", `${names[chosen()]}. Change`);
    button.title = names[chosen()];
}

button?.addEventListener("click", () => {
    const next = { system: "light", light: "dark", dark: "system" }[chosen()];
    if (next === "system") {
        delete document.documentElement.dataset.theme;
    } else {
        document.documentElement.dataset.theme = next;
    }
    try {
        if (next === "system") localStorage.removeItem("gantry.theme");
        else localStorage.setItem("gantry.theme", next);
    } catch {
        // Not remembered where storage is forbidden; it still holds for this page.
    }
    show();
    document.dispatchEvent(new CustomEvent("gantry:theme"));
});
if (button) show();
