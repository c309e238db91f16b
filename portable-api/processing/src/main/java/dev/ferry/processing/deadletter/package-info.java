/**
 * Dead letters: why a message is one, the envelope that tells its story, and what sends it.
 *
 * <p>A dead letter is the message itself, in its next round, with an {@link
 * dev.ferry.processing.deadletter.Envelope} among Ferry's notes. Whoever moves it back to its
 * handler's queue starts that round.
 */
@NullMarked
package dev.ferry.processing.deadletter;

import org.jspecify.annotations.NullMarked;
