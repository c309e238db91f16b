/**
 * The rooms that a message walks through, one way: {@link dev.ferry.processing.internal.BatchLoop}
 * gives it its turn, {@link dev.ferry.processing.internal.MessageLife} claims and settles its
 * record, {@link dev.ferry.processing.internal.HandlerRun} runs the handler within its budget, and
 * {@link dev.ferry.processing.internal.DeadLetterSender} takes it when it will not succeed.
 */
@NullMarked
package dev.ferry.processing.internal;

import org.jspecify.annotations.NullMarked;
