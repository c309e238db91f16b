/**
 * JSON as functions need it at a cold start: {@link dev.ferry.functions.json.JsonObject} reads the
 * small objects of variables and requests strictly, {@link dev.ferry.functions.json.JsonText}
 * writes. Events are read by streaming parsers of their hosts.
 */
@NullMarked
package dev.ferry.functions.json;

import org.jspecify.annotations.NullMarked;
