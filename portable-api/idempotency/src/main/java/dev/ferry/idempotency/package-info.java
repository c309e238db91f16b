/**
 * The record of a message's life, which makes a second delivery of the same message harmless.
 *
 * <p>A worker claims a message with a lease and a random token before it runs the handler, and
 * completes, releases or dead-letters it afterwards. Only the owner of the token may write, so that
 * a late worker changes nothing; a message that is redriven begins a new round; attempts are
 * counted in the record, whatever a broker counts.
 */
@NullMarked
package dev.ferry.idempotency;

import org.jspecify.annotations.NullMarked;
