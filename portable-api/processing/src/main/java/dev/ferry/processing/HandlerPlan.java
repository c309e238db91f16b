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
 * @param idAttribute the attribute that holds the id of a foreign message; null to go by the
 *     handler's binding
 * @param stableIdsRequired whether a message whose id a native redrive would change is refused
 */
public record HandlerPlan(
    HandlerSettings settings,
    Address source,
    @Nullable Address deadLetters,
    @Nullable Address parked,
    @Nullable String idAttribute,
    boolean stableIdsRequired) {

  /** A copy with other numbers. */
  public HandlerPlan withSettings(HandlerSettings other) {
    return new HandlerPlan(other, source, deadLetters, parked, idAttribute, stableIdsRequired);
  }
}
