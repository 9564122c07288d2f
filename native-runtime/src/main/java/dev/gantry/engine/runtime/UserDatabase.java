package dev.gantry.engine.runtime;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.spec.Identity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * An image's own /etc/passwd and /etc/group (passwd(5), group(5)), read as text by the engine: no name service library
 * of the container is ever loaded (CVE-2019-14271).
 */
final class UserDatabase {
    private record User(String name, int uid, int gid, String home) {}

    private record Group(String name, int gid, List<String> members) {}

    private final List<User> users = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();

    private UserDatabase() {}

    static UserDatabase of(RootDirectory root) {
        return parse(root.text("/etc/passwd"), root.text("/etc/group"));
    }

    static UserDatabase parse(String passwd, String group) {
        UserDatabase database = new UserDatabase();
        for (String line : passwd.split("\n")) {
            String[] f = line.split(":", -1);
            if (f.length >= 6 && isId(f[2]) && isId(f[3])) {
                database.users.add(new User(f[0], Integer.parseInt(f[2]), Integer.parseInt(f[3]), f[5]));
            }
        }
        for (String line : group.split("\n")) {
            String[] f = line.split(":", -1);
            if (f.length >= 4 && isId(f[2])) {
                database.groups.add(new Group(
                        f[0], Integer.parseInt(f[2]), List.of(f[3].strip().split(","))));
            }
        }
        return database;
    }

    /**
     * Finds out who {@code user[:group]} is. A number need not be in the database.
     *
     * @param additional further groups, names or numbers
     * @throws EngineException invalid parameter, in Docker's words, for a name that is not there
     */
    Identity resolve(String user, List<String> additional) {
        int colon = user.indexOf(':');
        String userPart = colon < 0 ? user : user.substring(0, colon);
        String groupPart = colon < 0 ? "" : user.substring(colon + 1);
        String wanted = userPart.isEmpty() ? "0" : userPart;
        Optional<User> found = find(u -> u.name().equals(wanted))
                .or(() -> isId(wanted) ? find(u -> u.uid() == Integer.parseInt(wanted)) : Optional.empty());
        if (found.isEmpty() && !isId(wanted)) {
            throw EngineException.invalid("unable to find user " + wanted + ": no matching entries in passwd file");
        }
        int uid = found.map(User::uid).orElseGet(() -> Integer.parseInt(wanted));
        int gid = groupPart.isEmpty() ? found.map(User::gid).orElse(0) : groupId(groupPart);
        Set<Integer> supplementary = new LinkedHashSet<>();
        if (groupPart.isEmpty()) {
            found.ifPresent(u -> groups.stream()
                    .filter(g -> g.members().contains(u.name()))
                    .forEach(g -> supplementary.add(g.gid())));
        }
        additional.forEach(name -> supplementary.add(groupId(name)));
        String home = found.map(User::home).filter(h -> h.startsWith("/")).orElse("/");
        return new Identity(uid, gid, List.copyOf(supplementary), home);
    }

    private Optional<User> find(Predicate<User> condition) {
        return users.stream().filter(condition).findFirst();
    }

    private int groupId(String name) {
        Optional<Group> found =
                groups.stream().filter(g -> g.name().equals(name)).findFirst();
        if (found.isPresent()) {
            return found.get().gid();
        }
        if (!isId(name)) {
            throw EngineException.invalid("unable to find group " + name + ": no matching entries in group file");
        }
        return Integer.parseInt(name);
    }

    /** Ids are below 2³¹ as in Docker; one more would mean "unchanged" to setresuid(2). */
    private static boolean isId(String text) {
        if (text.isEmpty() || text.length() > 10 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        return Long.parseLong(text) <= Integer.MAX_VALUE;
    }
}
