/** What a topology makes of a broker and of workers. */
@NullMarked
package dev.ferry.topology.deploy;

import org.jspecify.annotations.NullMarked;
