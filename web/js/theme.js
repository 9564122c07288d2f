// Runs before the first paint, as a classic script: a module would let the wrong theme flash.
(() => {
    const root = document.documentElement;
    root.classList.add("scripted");
    try {
        const theme = localStorage.getItem("gantry.theme");
        if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    } catch {
        // Storage is forbidden here; the system's preference serves.
    }
})();
