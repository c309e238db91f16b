/** The demo's promises: the same account for the same seed, and a sound one under every fault. */
@NullMarked
package dev.ferry.cli.demo;

import org.jspecify.annotations.NullMarked;
