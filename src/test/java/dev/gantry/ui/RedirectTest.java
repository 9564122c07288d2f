package dev.gantry.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RedirectTest {
    @Test
    void leadsBackToPathsOfThisServer() {
        assertEquals("/containers?state=running", where("/containers?state=running"));
        assertEquals("/", where("/"));
    }

    @Test
    void leadsNowhereElse() {
        for (String path : new String[] {
            "//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:1", "", "/a\r\nb"
        }) {
            assertEquals("/home", where(path), path);
        }
        assertEquals("/home", where(null));
    }

    private static String where(String path) {
        return Redirect.back(path, "/home").getLocation().toString();
    }
}
