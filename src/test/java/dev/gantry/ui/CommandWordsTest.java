package dev.gantry.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandWordsTest {
    @Test
    void quotesAndBackslashesKeepBlanksTogether() {
        assertEquals(
                List.of("sh", "-c", "echo \"a b\"; exit 3", "c d", ""),
                CommandWords.split("  sh -c 'echo \"a b\"; exit 3' c\\ d \"\" "));
    }

    @Test
    void aQuoteThatIsNotClosedIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> CommandWords.split("echo 'half"));
    }

    @Test
    void whatIsJoinedIsSplitIntoTheSameWords() {
        List<String> words = List.of("printf", "it's", "a\tb", "", "$HOME", "\\n", "plain/path:1");
        assertEquals(words, CommandWords.split(CommandWords.join(words)));
    }
}
