/**
 * The rooms that a message walks through, one way.
 *
 * <p>{@link dev.ferry.processing.internal.BatchLoop} gives it its turn, {@link
 * dev.ferry.processing.internal.MessageLife} claims it, {@link
 * dev.ferry.processing.internal.HandlerRun} runs the handler within its budget. Then it is in one
 * of four rooms, each of which hands on to those behind it only: {@link
 * dev.ferry.processing.internal.Success}, {@link dev.ferry.processing.internal.Failure}, {@link
 * dev.ferry.processing.internal.GivingUp}, {@link dev.ferry.processing.internal.Committed}.
 */
@NullMarked
package dev.ferry.processing.internal;

import org.jspecify.annotations.NullMarked;
