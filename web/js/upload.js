// Sends an archive with progress, since a form alone shows none, and tells what the engine makes of it.
import { bytes } from "./units.js";

/** The words of a command line; quotes keep blanks together. */
function words(line) {
    return (line.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^(["'])(.*)\1$/, "$2"));
}

export function attach(form) {
    const part = (name) => form.querySelector(`[data-${name}]`);
    const file = form.querySelector("#file");
    const bar = part("progress").querySelector("progress");
    let request;
    let started;

    const kind = () => form.elements.kind.value;

    function show() {
        for (const about of form.querySelectorAll("[data-about]")) about.hidden = about.dataset.about !== kind();
        const chosen = file.files[0];
        part("chosen").textContent = chosen ? `${chosen.name}, ${bytes(chosen.size)}` : "Drop an archive here";
        const name = form.querySelector("#name");
        name.required = kind() === "import";
        part("send").disabled = !chosen || Boolean(request);
        part("stop").hidden = !request;
    }

    function fail(message) {
        part("failure").hidden = false;
        part("failure").querySelector("p").textContent = message;
        part("progress").hidden = true;
        request = undefined;
        show();
    }

    function target() {
        if (kind() === "load") return "/api/images/load";
        const query = new URLSearchParams({ name: form.querySelector("#name").value.trim() });
        const command = form.querySelector("#command").value.trim();
        if (command) query.append("change", `CMD ${command.startsWith("[") ? command : JSON.stringify(words(command))}`);
        return `/api/images/import?${query}`;
    }

    function sending(event) {
        const seconds = (Date.now() - started) / 1000;
        bar.value = event.loaded / event.total;
        part("phase").textContent = event.loaded < event.total ? "Sending" : "Unpacking";
        part("amount").textContent = `${bytes(event.loaded)} of ${bytes(event.total)} · ${bytes(event.loaded / Math.max(seconds, 0.1))}/s`;
    }

    /** The answer is a line of JSON for each message; the last tells how it ended. */
    function messages() {
        return request.responseText.split("\n").filter(Boolean).flatMap((line) => {
            try {
                return [JSON.parse(line)];
            } catch {
                return []; // The end of it has not arrived yet.
            }
        });
    }

    function done() {
        const all = messages();
        const last = all.at(-1) ?? {};
        const message = last.error || (request.status >= 400 && (last.message || `The server answered ${request.status}.`));
        if (message) {
            fail(message);
            return;
        }
        request = undefined;
        const said = all.map((entry) => entry.stream || entry.status).filter(Boolean).at(-1) ?? "";
        const name = /(?:Loaded image(?: ID)?: |)(\S+)\s*$/.exec(said.trim())?.[1] ?? "";
        location.assign(`/images/imported?name=${encodeURIComponent(kind() === "import" ? form.querySelector("#name").value.trim() : name)}`);
    }

    form.addEventListener("submit", (event) => {
        event.preventDefault();
        request = new XMLHttpRequest();
        started = Date.now();
        part("failure").hidden = true;
        part("progress").hidden = false;
        part("detail").textContent = "";
        bar.value = 0;
        request.upload.addEventListener("progress", sending);
        request.addEventListener("progress", () => {
            const last = messages().at(-1);
            if (last) part("detail").textContent = (last.stream || [last.status, last.id].filter(Boolean).join(" ")).trim();
        });
        request.addEventListener("load", done);
        request.addEventListener("error", () => fail("The connection broke before the archive was sent. Nothing was imported."));
        request.addEventListener("abort", () => fail("Cancelled. Nothing was imported."));
        request.open("POST", target());
        request.setRequestHeader("Content-Type", "application/x-tar");
        request.setRequestHeader("X-CSRF-Token", document.querySelector('meta[name="csrf-token"]').content);
        request.send(file.files[0]);
        show();
    });
    part("stop").addEventListener("click", () => request?.abort());
    form.addEventListener("change", show);
    const drop = part("drop");
    for (const name of ["dragenter", "dragover"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
    for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
    drop.addEventListener("drop", (event) => {
        event.preventDefault();
        file.files = event.dataTransfer.files;
        show();
    });
    addEventListener("beforeunload", (event) => { if (request) event.preventDefault(); });
    show();
}
