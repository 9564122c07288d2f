// <form data-action>: the same POST as without script, but the page stays: the answer's parts are put in place, or the
// browser goes where the answer led. <a data-dialog>: the page it leads to is shown in a dialog instead.
import { replaceFrom } from "./parts.js";
import { toast } from "./flash.js";

function settle(html, url) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const content = page.querySelector("[data-dialog-content]");
    if (content) {
        openDialog(content);
        return;
    }
    const flash = page.querySelector("[data-flash]");
    if (new URL(url).pathname !== location.pathname) {
        location.assign(url);
        return;
    }
    replaceFrom(page);
    if (flash) toast(flash.textContent.trim(), flash.dataset.flash);
}

async function failure(response) {
    const text = await response.text();
    try {
        return JSON.parse(text).message;
    } catch {
        const page = new DOMParser().parseFromString(text, "text/html");
        return page.querySelector("[data-message]")?.textContent.trim() ?? `The server answered ${response.status}.`;
    }
}

export async function send(form, submitter) {
    const button = submitter ?? form.querySelector("button");
    button?.classList.add("busy");
    button?.setAttribute("aria-busy", "true");
    try {
        const body = new URLSearchParams(new FormData(form, submitter));
        const action = submitter?.getAttribute("formaction") ?? form.getAttribute("action");
        const response = await fetch(action, { method: "POST", body, headers: { Accept: "text/html" } });
        form.closest("dialog")?.close();
        if (response.ok) {
            settle(await response.text(), response.url);
        } else {
            toast(await failure(response), "problem");
        }
    } catch {
        toast("The server cannot be reached. Nothing was changed as far as is known; try again.", "problem");
    } finally {
        button?.classList.remove("busy");
        button?.removeAttribute("aria-busy");
    }
}

function openDialog(content, opener) {
    const dialog = document.createElement("dialog");
    dialog.setAttribute("aria-labelledby", content.querySelector("h1").id);
    dialog.append(document.adoptNode(content));
    dialog.addEventListener("close", () => {
        dialog.remove();
        opener?.focus();
    });
    dialog.addEventListener("click", (event) => {
        if (event.target === dialog || event.target.closest("[data-cancel]")) {
            event.preventDefault();
            dialog.close();
        }
    });
    document.body.append(dialog);
    dialog.showModal();
}

async function showDialog(link) {
    const response = await fetch(link.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const content = page.querySelector("[data-dialog-content]");
    if (response.ok && content) openDialog(content, link);
    else location.assign(link.href);
}

document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-action]")) return;
    event.preventDefault();
    send(event.target, event.submitter);
});
document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-dialog]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    showDialog(link);
});
