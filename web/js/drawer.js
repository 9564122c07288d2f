// The drawer opens by its address (#sidebar) without script; with it, focus goes in and Escape closes.
const drawer = document.getElementById("sidebar");

document.querySelector(".drawer-toggle")?.addEventListener("click", () => {
    requestAnimationFrame(() => drawer.querySelector("a, summary")?.focus());
});
drawer?.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && location.hash === "#sidebar") {
        location.hash = "#main";
        document.querySelector(".drawer-toggle").focus();
    }
});
