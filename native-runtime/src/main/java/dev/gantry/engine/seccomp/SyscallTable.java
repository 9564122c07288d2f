package dev.gantry.engine.seccomp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/** The numbers of the system calls, from a table that {@code tools/syscall-table} makes of the kernel's headers. */
final class SyscallTable {
    private static final int NONE = -1;
    private static final Map<String, int[]> NUMBERS = load();

    private SyscallTable() {}

    /** The number in this ABI, x32's bit included; empty when the ABI has no such call or nobody has. */
    static OptionalInt number(Abi abi, String name) {
        int[] row = NUMBERS.get(name);
        if (row == null || row[abi.ordinal()] == NONE) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(row[abi.ordinal()] | abi.numberBase());
    }

    private static Map<String, int[]> load() {
        Map<String, int[]> numbers = new HashMap<>();
        try (InputStream in = Objects.requireNonNull(SyscallTable.class.getResourceAsStream("syscalls.tsv"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    String[] fields = line.split("\t");
                    // The columns are in the order of the enum Abi.
                    int[] row = new int[Abi.values().length];
                    for (int i = 0; i < row.length; i++) {
                        row[i] = fields[i + 1].equals("-") ? NONE : Integer.parseInt(fields[i + 1]);
                    }
                    numbers.put(fields[0], row);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the table of system calls", e);
        }
        return numbers;
    }
}
