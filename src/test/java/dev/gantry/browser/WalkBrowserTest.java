package dev.gantry.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A newcomer's first minutes, from the setup code to a container removed. */
@Tag("browser")
class WalkBrowserTest {
    private static final String PASSWORD = "a calm harbour at dawn";
    private static final LocatorAssertions.IsVisibleOptions SOON =
            new LocatorAssertions.IsVisibleOptions().setTimeout(20_000);

    @TempDir
    Path directory;

    private Page page;

    @Test
    void aNewcomerStartsWatchesUsesStopsAndRemovesAContainer() throws Exception {
        try (GantryProcess server = GantryProcess.start(directory, Map.of());
                Chromium chromium = new Chromium();
                BrowserContext context = chromium.context(server.url(), Chromium.Look.DESKTOP_LIGHT)) {
            page = context.newPage();
            page.setDefaultTimeout(20_000);
            List<String> complaints = Chromium.complaints(page);
            setUp(server.setupCode());
            signInAgain();
            startHello();
            watchItsLog();
            typeInItsConsole();
            stop();
            remove();
            assertEquals(List.of(), complaints);
        }
    }

    private void setUp(String code) {
        page.navigate("/");
        page.getByLabel("Setup code").fill(code);
        page.getByLabel("Your name").fill("olga");
        page.getByLabel("Password").fill(PASSWORD);
        button("Create the administrator").click();
        assertThat(page).hasTitle("Dashboard · Gantry");
    }

    private void signInAgain() {
        page.locator("summary[aria-label^='You']").click();
        button("Sign out").click();
        page.getByLabel("Name").fill("olga");
        page.getByLabel("Password").fill(PASSWORD);
        button("Sign in").click();
        assertThat(page).hasTitle("Dashboard · Gantry");
    }

    private void startHello() {
        page.navigate("/containers/new?image=gantry/hello");
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(false))
                .first()
                .waitFor();
        page.locator("#name").fill("first");
        assertThat(page.locator("#preview")).containsText("--name first");
        button("Create and start").click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("first")))
                .isVisible(SOON);
        assertThat(page.locator("#container-head .state")).hasText("Running");
    }

    private void watchItsLog() {
        link("Logs").click();
        Locator lines = page.locator(".lines-view .line");
        assertThat(lines.first()).isVisible(SOON);
        assertThat(page.locator(".viewer [data-status]")).hasText("Live");
    }

    private void typeInItsConsole() {
        link("Console").click();
        assertThat(page.locator(".console [data-status]")).containsText("Connected", containsSoon());
        page.locator(".xterm-helper-textarea").focus();
        page.keyboard().type("echo gantry-42\n");
        assertThat(page.locator(".xterm-accessibility-tree")).containsText("gantry-42", containsSoon());
    }

    private void stop() {
        page.locator("#container-head")
                .getByText("Stop", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.locator("#container-head .state"))
                .hasText(
                        Pattern.compile("Stopped|Exited \\d+"),
                        new LocatorAssertions.HasTextOptions().setTimeout(20_000));
        assertThat(page.getByText("It is not running")).isVisible(SOON);
    }

    private void remove() {
        page.locator("#container-head summary").click();
        link("Remove…").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText("Remove first");
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Remove"))
                .click();
        page.waitForURL("**/containers");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .containsText("Containers");
        assertThat(link("first")).hasCount(0);
    }

    private static LocatorAssertions.ContainsTextOptions containsSoon() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(20_000);
    }

    private Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
