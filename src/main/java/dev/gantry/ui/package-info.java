/** What all pages share: addresses of assets, words for numbers and times, states, short messages after an action. */
@NullMarked
package dev.gantry.ui;

import org.jspecify.annotations.NullMarked;
