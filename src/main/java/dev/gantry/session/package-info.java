/**
 * Signing in and staying so: sessions, API tokens, first-run set-up, forgery and guessing prevention.
 *
 * <p>For pages: inject {@link dev.gantry.session.CurrentUser}; {@code current.user()} is who asks,
 * {@code current.csrfToken()} goes into every form as the hidden field {@code _csrf} and into
 * {@code <meta name="csrf-token">}, from where scripts send it as the header {@code X-CSRF-Token} with every write. The
 * forms of the first-run and sign-in pages need no token: they are guarded by their origin.
 *
 * <p>Endpoints (JSON): {@code POST /api/setup {code,name,password}}, {@code POST /api/session {name,password}},
 * {@code DELETE /api/session}, {@code GET /api/session}. Pages do the same from forms by
 * {@link dev.gantry.session.SignIn}, which returns the cookie to set. {@link dev.gantry.session.Gate} is the one filter
 * that lets requests in: everything is denied but what it lists; a browser is sent to {@code /login}, or to
 * {@code /setup} as long as nobody exists.
 */
@NullMarked
package dev.gantry.session;

import org.jspecify.annotations.NullMarked;
