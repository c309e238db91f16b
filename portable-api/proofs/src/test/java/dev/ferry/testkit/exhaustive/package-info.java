/**
 * Every schedule of two workers with one message, on the code that ships: {@link
 * dev.ferry.processing.Worker}, the batch loop, the record's rules, publishers and subscriptions.
 *
 * <p>A worker is no thread here. It is the list of answers that its code got from outside so far; a
 * {@link dev.ferry.testkit.exhaustive.Code} runs the code from its start with these answers and
 * stops it at the next question. So a step between two workers is a value that can be repeated,
 * compared and kept, and an {@link dev.ferry.testkit.exhaustive.Explorer} tries every step in every
 * {@link dev.ferry.testkit.exhaustive.World} it finds: each question answered, a worker crashed, a
 * lease over, a copy duplicated, an answer lost. What {@link
 * dev.ferry.testkit.exhaustive.Invariants} forbids is told with the shortest way to it.
 */
@NullMarked
package dev.ferry.testkit.exhaustive;

import org.jspecify.annotations.NullMarked;
