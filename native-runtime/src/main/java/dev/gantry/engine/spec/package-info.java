/** What one sandbox and its first process are made of, in the kernel's terms; nothing of Docker, nothing of the API. */
@NullMarked
package dev.gantry.engine.spec;

import org.jspecify.annotations.NullMarked;
