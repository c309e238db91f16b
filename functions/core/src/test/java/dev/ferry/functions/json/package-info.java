/** JSON that is written is JSON that is read. */
@NullMarked
package dev.ferry.functions.json;

import org.jspecify.annotations.NullMarked;
