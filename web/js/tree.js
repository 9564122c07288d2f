// Search and folding in the tree of JSON.
export function attach(root) {
    const tree = root.querySelector(".tree");
    const search = root.querySelector("[data-search]");
    const hits = root.querySelector("[data-hits]");
    const fold = root.querySelector("[data-fold]");

    search.addEventListener("input", () => {
        const wanted = search.value.trim().toLowerCase();
        let count = 0;
        for (const node of tree.querySelectorAll(".hit, .away")) node.classList.remove("hit", "away");
        if (wanted) {
            const kept = new Set();
            for (const node of tree.querySelectorAll(".leaf, details")) {
                const text = node.matches("details") ? node.querySelector(".key").textContent : node.textContent;
                if (!text.toLowerCase().includes(wanted)) continue;
                count++;
                node.classList.add("hit");
                for (let up = node; up !== tree; up = up.parentElement) {
                    kept.add(up);
                    if (up !== node && up.matches("details")) up.open = true;
                }
                for (const below of node.querySelectorAll(".leaf, details")) kept.add(below);
            }
            for (const node of tree.querySelectorAll(".leaf, details")) node.classList.toggle("away", !kept.has(node));
        }
        hits.textContent = !wanted ? "" : count === 0 ? "No match" : `${count} found`;
    });
    fold.addEventListener("click", () => {
        const open = fold.dataset.folded === "true";
        for (const details of tree.querySelectorAll("details")) details.open = open;
        fold.dataset.folded = String(!open);
        fold.textContent = open ? "Fold all" : "Unfold all";
    });
}
