package dev.ferry.cli.demo;

import dev.ferry.cli.cloud.Cloud;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A cloud on which the contract is held, and what it needs there.
 *
 * @param endpoint null for what is started
 * @param entry the class of its function
 * @param batch the most that its functions get at once
 * @param hidden how long a message of a dead process stays hidden, where the host leaves it so
 * @param deliveries how many of them it takes until the broker gives a message up
 */
record ContractHost(
    Cloud cloud,
    @Nullable URI endpoint,
    Class<?> entry,
    String batch,
    Duration hidden,
    int deliveries) {
  static final String BATCHES = "{size: 10, window: 1s}";
  static final String ALONE = "{size: 1}";
}
