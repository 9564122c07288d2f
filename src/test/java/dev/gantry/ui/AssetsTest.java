package dev.gantry.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AssetsTest {
    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Path WEB = Path.of("web");

    @Test
    void theTerminalIsThereInTheVersionThatIsServed() {
        String script = "META-INF/resources/webjars/xterm/" + Assets.XTERM_VERSION + "/lib/xterm.js";
        assertNotNull(getClass().getClassLoader().getResource(script), script);
    }

    @Test
    void everyStylesheetIsPartOfTheOneThatIsServed() throws IOException {
        String list = Files.readString(WEB.resolve("css/app.css"));
        try (Stream<Path> files = Files.list(WEB.resolve("css"))) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("app.css"))
                    .forEach(name -> assertTrue(list.contains("\"" + name + "\""), name));
        }
    }

    @Test
    void everyIconThatIsUsedIsDrawn() throws IOException {
        String sprite = Files.readString(WEB.resolve("img/icons.svg"));
        TreeSet<String> missing = new TreeSet<>();
        for (Condition condition : Condition.values()) {
            collect(Pattern.compile("(.+)"), condition.shape(), sprite, missing);
        }
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                collect(Pattern.compile("\\{#(?:icon|drawing) '([^']+)'"), Files.readString(file), sprite, missing);
            }
        }
        assertEquals(new TreeSet<>(), missing);
    }

    private static void collect(Pattern pattern, String text, String sprite, TreeSet<String> missing) {
        Matcher used = pattern.matcher(text);
        while (used.find()) {
            if (!sprite.contains("id=\"" + used.group(1) + "\"")) {
                missing.add(used.group(1));
            }
        }
    }

    @Test
    void noTemplateHoldsScriptOrStyleThatThePolicyForbids() throws IOException {
        Pattern inline = Pattern.compile("<script(?![^>]*\\bsrc=)|<style|\\sstyle=|\\son[a-z]+=");
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher found = inline.matcher(Files.readString(file));
                assertTrue(!found.find(), () -> file + " has " + found.group());
            }
        }
    }
}
