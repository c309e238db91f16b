/** Records of messages' lives in a table of Azure Table storage. */
@NullMarked
package dev.ferry.azuretables;

import org.jspecify.annotations.NullMarked;
