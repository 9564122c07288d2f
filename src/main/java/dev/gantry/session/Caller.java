package dev.gantry.session;

import dev.gantry.user.User;

/**
 * Who a request is from, as the gate found out.
 *
 * @param csrfToken what a write must carry, empty for callers by API token, which no other site can forge
 */
record Caller(User user, String csrfToken) {
    /** Where the gate leaves it in the routing context. */
    static final String KEY = "gantry.caller";

    boolean bySession() {
        return !csrfToken.isEmpty();
    }
}
