package dev.gantry.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The system's Chromium without a window. Skips the test where there is none. */
final class Chromium implements AutoCloseable {
    private static final List<Path> PLACES = List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/google-chrome"));

    private final Playwright playwright;
    private final Browser browser;

    Chromium() {
        Path program = PLACES.stream().filter(Files::isExecutable).findFirst().orElse(PLACES.getFirst());
        assumeTrue(Files.isExecutable(program), "No Chromium at " + PLACES + ": scripts/setup test installs one");
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        // Chromium's own sandbox refuses to run as root, which these tests need for the engine.
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setArgs(List.of("--no-sandbox")));
    }

    /** How a page is looked at. */
    enum Look {
        DESKTOP_LIGHT(1440, 900, ColorScheme.LIGHT),
        DESKTOP_DARK(1440, 900, ColorScheme.DARK),
        PHONE_LIGHT(390, 844, ColorScheme.LIGHT),
        PHONE_DARK(390, 844, ColorScheme.DARK);

        final int width;
        final int height;
        final ColorScheme scheme;

        Look(int width, int height, ColorScheme scheme) {
            this.width = width;
            this.height = height;
            this.scheme = scheme;
        }

        boolean isPhone() {
            return width < 760;
        }
    }

    /** A browser with nothing remembered. */
    BrowserContext context(String url, Look look) {
        return browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(url)
                .setViewportSize(look.width, look.height)
                .setColorScheme(look.scheme)
                .setHasTouch(look.isPhone())
                .setIsMobile(look.isPhone())
                .setReducedMotion(ReducedMotion.REDUCE));
    }

    /** What the page complains of from now on: errors of scripts, of the content security policy, of missing files. */
    static List<String> complaints(Page page) {
        List<String> complaints = new ArrayList<>();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text() + " (" + message.location() + ")");
            }
        });
        page.onPageError(complaints::add);
        return complaints;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
