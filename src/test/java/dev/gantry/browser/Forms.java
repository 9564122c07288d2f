package dev.gantry.browser;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends forms as a browser without scripts does, to bring a server into the state a test wants. */
final class Forms {
    private static final Pattern TOKEN = Pattern.compile("<meta name=\"csrf-token\" content=\"([^\"]+)\">");
    private final BrowserContext context;
    private String token = "";

    Forms(BrowserContext context) {
        this.context = context;
    }

    void signIn(String name, String password) {
        APIResponse page = send(
                "/login", form().set("name", name).set("password", password).set("next", "/containers"));
        Matcher found = TOKEN.matcher(page.text());
        if (!found.find()) {
            throw new IllegalStateException("Signing in led to " + page.url() + " with status " + page.status());
        }
        token = found.group(1);
    }

    /** Creates and starts a container of {@code gantry/hello}, with more fields of the form as name, value, name, value. */
    String start(String name, String command, String... more) {
        FormData form = form().set("image", "gantry/hello")
                .set("name", name)
                .set("command", command)
                .set("start", "true");
        for (int i = 0; i < more.length; i += 2) {
            form.append(more[i], more[i + 1]);
        }
        APIResponse page = send("/containers", form);
        Matcher id = Pattern.compile("/containers/([0-9a-f]{64})").matcher(page.url());
        if (!id.find()) {
            throw new IllegalStateException("Creating " + name + " led to " + page.url() + ": " + page.text());
        }
        return id.group(1);
    }

    /** The first match among all that can be gone to. */
    String find(String pattern) {
        String all = context.request().get("/palette").text();
        Matcher found = Pattern.compile(pattern).matcher(all);
        if (!found.find()) {
            throw new IllegalStateException("Nothing like " + pattern + " in " + all);
        }
        return found.group(1);
    }

    APIResponse send(String path, FormData form) {
        return context.request()
                .post(
                        path,
                        RequestOptions.create()
                                .setForm(form.set("_csrf", token))
                                .setHeader("Accept", "text/html"));
    }

    static FormData form() {
        return FormData.create();
    }
}
