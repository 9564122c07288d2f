// The create form: adds and takes away lines, and shows the docker command that does the same.
function quote(word) {
    return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function value(form, name) {
    return form.elements[name]?.value?.trim() ?? "";
}

function columns(form, ...names) {
    const lists = names.map((name) => [...form.querySelectorAll(`[name="${name}"]`)].map((input) => input.value.trim()));
    return lists[0].map((_, row) => lists.map((list) => list[row]));
}

function mounts(form) {
    return columns(form, "mountKind", "mountSource", "mountTarget", "mountAccess").filter(([, , target]) => target)
        .map(([kind, source, target, access]) => {
            const options = access === "ro" ? ":ro" : "";
            return kind === "tmpfs" ? ["--tmpfs", target + options] : ["-v", `${source}:${target}${options}`];
        });
}

/** The command as a list of parts: a flag with its value, or a word. */
function command(form) {
    const parts = [["docker", form.elements.autoRemove.checked ? "run -d --rm" : "run -d"]];
    const flag = (name, text) => { if (text) parts.push([name, quote(text)]); };
    const simple = { name: "--name", hostname: "--hostname", user: "--user", workingDirectory: "--workdir", memory: "--memory",
        cpus: "--cpus", pidsLimit: "--pids-limit", stopSignal: "--stop-signal", stopTimeout: "--stop-timeout" };
    if (form.elements.tty.checked) parts.push(["--tty"]);
    if (form.elements.interactive.checked) parts.push(["--interactive"]);
    for (const [name, option] of Object.entries(simple)) flag(option, value(form, name));
    if (value(form, "network") && value(form, "network") !== "default") flag("--network", value(form, "network"));
    if (value(form, "restart") !== "no") flag("--restart", value(form, "restart"));
    if (form.elements.readOnlyRoot.checked) parts.push(["--read-only"]);
    for (const name of value(form, "capAdd").split(/[\s,]+/).filter(Boolean)) flag("--cap-add", name);
    for (const name of value(form, "capDrop").split(/[\s,]+/).filter(Boolean)) flag("--cap-drop", name);
    if (form.elements.noNewPrivileges.checked) flag("--security-opt", "no-new-privileges");
    for (const [name, text] of columns(form, "envName", "envValue")) if (name) flag("--env", `${name}=${text}`);
    for (const [option, text] of mounts(form)) flag(option, text);
    flag("--entrypoint", value(form, "entrypoint"));
    parts.push([value(form, "image") ? quote(value(form, "image")) : "IMAGE", value(form, "command")]);
    return parts;
}

function show(form) {
    const parts = command(form);
    document.getElementById("preview").replaceChildren(...parts.flatMap((words, index) => {
        const line = document.createElement("span");
        const [first, ...rest] = words.filter(Boolean);
        if (first?.startsWith("-")) {
            const name = document.createElement("span");
            name.className = "part";
            name.textContent = first;
            line.append(name, rest.length ? ` ${rest.join(" ")}` : "");
        } else {
            line.textContent = [first, ...rest].join(" ");
        }
        return index < parts.length - 1 ? [line, " \\\n  "] : [line];
    }));
}

export function attach(form) {
    form.addEventListener("input", () => show(form));
    form.addEventListener("change", (event) => {
        const item = event.target.name === "mountKind" && event.target.closest(".item");
        if (item) item.querySelector('[name="mountSource"]').disabled = false;
        kinds();
        show(form);
    });
    form.addEventListener("click", (event) => {
        const add = event.target.closest("[data-add]");
        const take = event.target.closest("[data-take]");
        if (add) {
            const list = add.closest("[data-repeat]").querySelector(".repeat");
            const item = list.lastElementChild.cloneNode(true);
            const number = list.children.length + 1;
            for (const input of item.querySelectorAll("input")) input.value = "";
            for (const named of item.querySelectorAll("[aria-label]")) {
                named.setAttribute("aria-label", named.getAttribute("aria-label").replace(/\d+$/, String(number)));
            }
            list.append(item);
            kinds();
            item.querySelector("input, select").focus();
        } else if (take) {
            const item = take.closest(".item");
            const list = item.parentElement;
            if (list.children.length > 1) item.remove();
            else for (const input of item.querySelectorAll("input")) input.value = "";
            list.closest("[data-repeat]").querySelector("[data-add]").focus();
            show(form);
        }
    });
    /** A tmpfs has no source: the field stays, so that the columns line up, but cannot be filled. */
    function kinds() {
        for (const item of form.querySelectorAll(".item.mount")) {
            const tmpfs = item.querySelector('[name="mountKind"]').value === "tmpfs";
            const source = item.querySelector('[name="mountSource"]');
            source.readOnly = tmpfs;
            source.placeholder = tmpfs ? "in memory" : "/on/the/host";
            if (tmpfs) source.value = "";
        }
    }
    kinds();
    show(form);
    form.querySelector("[aria-invalid]")?.focus();
}
