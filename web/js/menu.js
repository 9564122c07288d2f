// Menus are <details>: this closes them on Escape, on a click elsewhere, and when focus leaves.
function close(menu, refocus) {
    menu.open = false;
    if (refocus) menu.querySelector("summary").focus();
}

document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu-of[open]")) {
        if (!menu.contains(event.target)) close(menu, false);
    }
});
document.addEventListener("keydown", (event) => {
    const menu = event.target.closest?.("details.menu-of[open]");
    if (!menu) return;
    if (event.key === "Escape") {
        close(menu, true);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        const items = [...menu.querySelectorAll(".menu a, .menu button")];
        const step = event.key === "ArrowDown" ? 1 : -1;
        items[(items.indexOf(document.activeElement) + step + items.length) % items.length]?.focus();
        event.preventDefault();
    }
});
document.addEventListener("focusout", (event) => {
    const menu = event.target.closest?.("details.menu-of[open]");
    if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) close(menu, false);
});
