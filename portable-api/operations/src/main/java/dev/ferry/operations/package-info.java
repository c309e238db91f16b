/**
 * What an operator does with dead letters, over any provider: list them, look without taking, send
 * them round again, or park them.
 *
 * <p>A redrive begins a new round of a message's life. After the rounds that the policy allows a
 * message is parked, where nobody consumes it.
 */
@NullMarked
package dev.ferry.operations;

import org.jspecify.annotations.NullMarked;
