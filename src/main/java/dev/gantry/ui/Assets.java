package dev.gantry.ui;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.util.ClassPathUtils;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Addresses of the files in web/. Each carries a hash of all of them, so that a browser may keep what it has for ever and
 * asks again only after an upgrade. The stylesheet is answered as one file, although it is written as one per component.
 */
@ApplicationScoped
@Named("assets")
public class Assets {
    private static final String ROOT = "META-INF/resources/assets";
    private static final String STYLES = "css/app.css";
    private static final Pattern IMPORT = Pattern.compile("@import url\\(\"([a-z-]+\\.css)\"\\);\\n?");
    /** As in pom.xml. */
    static final String XTERM_VERSION = "4.9.0";

    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private final String version;
    private final String hash;

    public Assets(@ConfigProperty(name = "quarkus.application.version", defaultValue = "dev") String version) {
        this.version = version;
        this.hash = hash();
    }

    /** The version of the program. */
    public String getVersion() {
        return version;
    }

    /** The address of a file in web/. */
    public String url(String path) {
        return "/assets/" + hash + "/" + path;
    }

    /** Where the terminal's files are, which come as a library. */
    public String getTerminal() {
        return url("xterm");
    }

    void routes(@Observes Router router) {
        router.get("/assets/:hash/" + STYLES).order(-10).handler(this::styles);
        router.getWithRegex("/assets/(?<hash>[0-9a-f]{16})/(?<path>.+)")
                .order(-9)
                .handler(this::file);
    }

    private void styles(RoutingContext request) {
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/css;charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, lifetime())
                .end(stylesheet());
    }

    private void file(RoutingContext request) {
        request.response().putHeader(HttpHeaders.CACHE_CONTROL, lifetime());
        String path = request.pathParam("path");
        String xterm = "xterm/";
        request.reroute(
                path.startsWith(xterm)
                        ? "/webjars/xterm/" + XTERM_VERSION + "/" + path.substring(xterm.length())
                        : "/assets/" + path);
    }

    /** While one develops, files change without the program being started anew. */
    private static String lifetime() {
        return LaunchMode.current() == LaunchMode.DEVELOPMENT ? "no-cache" : FOR_EVER;
    }

    private static String stylesheet() {
        Matcher imports = IMPORT.matcher(read(STYLES));
        return imports.replaceAll(found -> Matcher.quoteReplacement(read("css/" + found.group(1))));
    }

    private static String read(String path) {
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(ROOT + "/" + path)) {
            if (in == null) {
                throw new IllegalStateException("web/" + path + " is not among the program's resources");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading web/" + path + " failed", e);
        }
    }

    private static String hash() {
        TreeMap<String, byte[]> files = new TreeMap<>();
        try {
            ClassPathUtils.consumeAsPaths(ROOT, root -> collect(root, files));
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.forEach((name, content) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update(content);
            });
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading the files of web/ failed", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }

    private static void collect(Path root, TreeMap<String, byte[]> files) {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(path).toString(), Files.readAllBytes(path));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + root + " failed", e);
        }
    }
}
