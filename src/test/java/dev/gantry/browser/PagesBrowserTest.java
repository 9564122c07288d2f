package dev.gantry.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every page, as a desktop and a phone show it, by day and by night, with content that tries to break it. */
@Tag("browser")
class PagesBrowserTest {
    private static final String PASSWORD = "a calm harbour at dawn";
    private static final List<String> STANDARDS =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
    private static final int MOST_HTML = 60_000;
    private static final int MOST_ASSETS = 150_000;

    @TempDir
    static Path directory;

    private static GantryProcess server;
    private static Chromium chromium;
    private static final Map<Chromium.Look, BrowserContext> CONTEXTS = new LinkedHashMap<>();
    private static final List<String> IDS = new ArrayList<>();
    private static String running;
    private static String failed;
    private static String image;

    @BeforeAll
    static void fill() throws IOException {
        chromium = new Chromium();
        server = GantryProcess.start(directory, Map.of("GANTRY_ADMIN_PASSWORD", PASSWORD));
        for (Chromium.Look look : Chromium.Look.values()) {
            BrowserContext context = chromium.context(server.url(), look);
            new Forms(context).signIn("admin", PASSWORD);
            CONTEXTS.put(look, context);
        }
        Forms forms = forms();
        running = forms.start(
                "a-container-whose-name-is-so-very-long-that-no-table-has-room-for-all-of-it-at-once",
                "serve",
                "memory",
                "32m",
                "cpus",
                "0.5",
                "envName",
                "DATABASE_PASSWORD",
                "envValue",
                "<script>document.title='broken'</script>");
        failed = forms.start("failed", "sh -c \"echo '<b>about to fail</b>'; exit 3\"");
        image = forms.find("\"(/images/[0-9a-f]{12})\"");
        IDS.addAll(List.of(running, failed));
    }

    private static Forms forms() {
        Forms forms = new Forms(CONTEXTS.get(Chromium.Look.DESKTOP_LIGHT));
        forms.signIn("admin", PASSWORD);
        return forms;
    }

    @AfterAll
    static void empty() {
        try {
            if (server != null) {
                Forms forms = forms();
                for (String id : IDS) {
                    forms.send("/containers/removal", Forms.form().set("id", id));
                }
            }
        } finally {
            CONTEXTS.values().forEach(BrowserContext::close);
            if (chromium != null) {
                chromium.close();
            }
            if (server != null) {
                server.close();
            }
        }
    }

    @TestFactory
    List<DynamicNode> everyPageIsAccessibleFitsItsWindowAndComplainsOfNothing() {
        List<DynamicNode> tests = new ArrayList<>();
        for (String path : paths()) {
            for (Chromium.Look look : Chromium.Look.values()) {
                tests.add(check(path, look));
            }
        }
        return tests;
    }

    private static List<String> paths() {
        String on = "/containers/" + running;
        String off = "/containers/" + failed;
        return List.of(
                "/",
                "/containers",
                "/containers/new?image=gantry/hello",
                on,
                on + "/logs",
                on + "/console",
                on + "/stats",
                on + "/inspect",
                on + "/remove",
                on + "/rename",
                off,
                off + "/console",
                off + "/stats",
                "/images",
                image,
                image + "/inspect",
                image + "/remove",
                "/images/import",
                "/history");
    }

    private static DynamicTest check(String path, Chromium.Look look) {
        return dynamicTest(look + " " + path.replaceAll("[0-9a-f]{64}", "ID"), () -> {
            try (Page page = CONTEXTS.get(look).newPage()) {
                List<String> complaints = Chromium.complaints(page);
                Response response = page.navigate(path);
                assertEquals(200, response.status());
                page.locator("body[data-live-now], body:not([data-live])").waitFor();
                assertEquals(0, overhang(page), "pixels that stick out to the right");
                assertEquals(List.of(), violations(page));
                assertEquals(List.of(), complaints);
                assertTrue(page.title().endsWith("· Gantry"), page.title());
            }
        });
    }

    private static int overhang(Page page) {
        return (int) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    private static List<String> violations(Page page) {
        return new AxeBuilder(page)
                .withTags(STANDARDS).analyze().getViolations().stream()
                        .map(PagesBrowserTest::describe)
                        .toList();
    }

    private static String describe(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " at "
                + rule.getNodes().getFirst().getTarget();
    }

    @Test
    void aMissingContainerIsSaidToBeMissingAndWhereToGo() {
        try (Page page = CONTEXTS.get(Chromium.Look.PHONE_LIGHT).newPage()) {
            assertEquals(404, page.navigate("/containers/nothing").status());
            assertEquals(List.of(), violations(page));
            assertTrue(page.locator("main a").count() >= 2);
        }
    }

    @Test
    void theFirstLoadIsLight() {
        try (Page page = CONTEXTS.get(Chromium.Look.DESKTOP_LIGHT).newPage()) {
            page.navigate("/containers");
            page.waitForLoadState();
            int html = sizeOf(page, "navigation", ".");
            int assets = sizeOf(page, "resource", "/assets/.*[.](css|js|svg)");
            assertTrue(html > 0 && html <= MOST_HTML, html + " bytes of HTML");
            assertTrue(assets > 0 && assets <= MOST_ASSETS, assets + " bytes of script, style and pictures");
        }
    }

    /** What came over the wire, compressed, of the kind and name. */
    private static int sizeOf(Page page, String kind, String name) {
        return (int) page.evaluate(
                "([kind, name]) => performance.getEntriesByType(kind).filter(entry => new RegExp(name).test(entry.name))"
                        + ".reduce((sum, entry) => sum + entry.encodedBodySize, 0)",
                List.of(kind, name));
    }

    @Test
    void whatContainersSayIsNeverMarkup() {
        try (Page page = CONTEXTS.get(Chromium.Look.DESKTOP_LIGHT).newPage()) {
            page.navigate("/containers/" + running + "/inspect");
            assertTrue(page.title().startsWith("a-container"), page.title());
            page.navigate("/containers/" + failed);
            assertTrue(page.locator("pre.plain").textContent().contains("<b>about to fail</b>"));
        }
    }
}
