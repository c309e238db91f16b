/**
 * One handler's dead letters as functions look after them: {@link
 * dev.ferry.functions.operations.DueRedrive} on a schedule, {@link
 * dev.ferry.functions.operations.AskedRedrive} when an operator asks. No class of it is loaded by a
 * function that runs a handler.
 */
@NullMarked
package dev.ferry.functions.operations;

import org.jspecify.annotations.NullMarked;
