package dev.ferry.messaging.spi;

import dev.ferry.messaging.Address;
import java.util.Optional;

/**
 * Makes and removes channels: for tests, local hosts and tools. Deployments use Terraform. Every
 * method blocks for one or two service calls.
 */
public interface ChannelAdmin {
  /**
   * Makes a queue and gives its address.
   *
   * @throws dev.ferry.messaging.MessagingException ALREADY_EXISTS when it is there with other
   *     settings
   */
  Address createQueue(QueueSpec queue);

  /** Makes a topic and gives its address. */
  Address createTopic(TopicSpec topic);

  /** Lets a queue have what a topic gets, or the part that passes the filter. */
  void subscribe(SubscriptionSpec subscription);

  /** Removes a queue or topic with all it holds; nothing happens when it is not there. */
  void delete(Address address);

  /** How much a queue holds; empty where the broker cannot say. */
  Optional<Depth> depth(Address address);

  /**
   * How much a queue holds, as exactly as the broker knows.
   *
   * @param ready messages that a receive could have now
   * @param leased messages that somebody has
   * @param delayed messages that wait for a time
   */
  record Depth(long ready, long leased, long delayed) {
    /** All of them. */
    public long total() {
      return ready + leased + delayed;
    }
  }
}
