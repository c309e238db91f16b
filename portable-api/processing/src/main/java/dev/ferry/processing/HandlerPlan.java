package dev.ferry.processing;

import dev.ferry.messaging.Address;
import org.jspecify.annotations.Nullable;

/**
 * One handler's place in a deployment: its numbers, and where its channels are.
 *
 * @param settings its numbers
 * @param source the queue that it reads
 * @param deadLetters where its dead letters go; null to leave them to the broker
 * @param parked where messages go for good after the last redrive; null for nowhere
 */
public record HandlerPlan(
    HandlerSettings settings,
    Address source,
    @Nullable Address deadLetters,
    @Nullable Address parked) {}
