/**
 * System calls. The only package that imports JNA: one class per family of calls, each registering libc by direct
 * mapping; failures become {@link dev.gantry.engine.linux.LinuxException} with the errno kept.
 */
@NullMarked
package dev.gantry.engine.linux;

import org.jspecify.annotations.NullMarked;
