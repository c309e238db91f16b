package dev.ferry.cli.cloud;

import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.spi.ChannelAdmin;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** A cloud that is open. Safe for use by threads; what it gives is closed with it. */
public interface Place {
  /** Opens its channels, to publish and to look into them. */
  Messaging tools();

  /** Makes and deletes channels, and says how much they hold. */
  ChannelAdmin admin();

  /** The variables by which any process finds it. */
  Map<String, String> environment();

  /**
   * Makes an idempotency store where it is not there. Blocks until it can be used.
   *
   * @return the value of {@code FERRY_STORE} for it
   */
  String createRecords(String name);

  /** Removes an idempotency store with all it holds; nothing happens when it is not there. */
  void deleteRecords(String name);

  /**
   * Deploys a function for each handler of a topology whose channels are there; they are fed from
   * {@link Functions#start()} on. The caller closes them.
   */
  Functions deploy(Deployment deployment) throws IOException;

  /** What it is made of, where it is of that type: clients, for what only this cloud has. */
  <T> Optional<T> unwrap(Class<T> type);
}
