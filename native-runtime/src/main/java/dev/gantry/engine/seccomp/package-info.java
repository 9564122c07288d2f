/** System call filters: Docker's profile format, its default profile, and their compilation to BPF. */
@NullMarked
package dev.gantry.engine.seccomp;

import org.jspecify.annotations.NullMarked;
