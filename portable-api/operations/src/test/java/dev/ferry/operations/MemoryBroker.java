package dev.ferry.operations;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.Capabilities.Peek;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.Limits;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.MessagingProvider;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.PeekPage;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.ReplayPoint;
import dev.ferry.messaging.spi.SendResult;
import dev.ferry.messaging.spi.Settlement;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Queues in memory with leases of 30 s, and hooks at which a test breaks them. Peeking works
 * whatever the capabilities say: for the tests' own eyes. One thread.
 */
final class MemoryBroker implements MessagingProvider {
  static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration LONGEST_LEASE = Duration.ofHours(1);

  private final InstantSource clock;
  private final Capabilities capabilities;
  private final Map<String, List<Stored>> queues = new HashMap<>();
  private int stored;

  /** Throws where a send is to fail. */
  Consumer<OutboundMessage> beforeSend = message -> {};

  /** Throws where the answer to a send is to be lost. */
  Consumer<OutboundMessage> afterSend = message -> {};

  /** Throws where a settlement is to fail. */
  Consumer<Settlement> beforeSettle = settlement -> {};

  /** Throws where a receive is to fail. */
  Consumer<String> beforeReceive = queue -> {};

  MemoryBroker(InstantSource clock, Peek peek) {
    this.clock = clock;
    this.capabilities =
        new Capabilities(
            Capabilities.Ordering.NONE,
            Capabilities.RedeliveryDelay.EXACT,
            Capabilities.DeliveryCount.EXACT,
            false,
            false,
            peek,
            false,
            false,
            true,
            Duration.ZERO,
            new Limits(10_000, 10, 0, 10, 100_000, Duration.ZERO, LONGEST_LEASE, LONGEST_LEASE));
  }

  /** A message in a queue. */
  static final class Stored {
    final String brokerId;
    final OutboundMessage message;
    final Instant storedAt;
    int deliveries;
    Instant freeAt = Instant.MIN;

    Stored(String brokerId, OutboundMessage message, Instant storedAt) {
      this.brokerId = brokerId;
      this.message = message;
      this.storedAt = storedAt;
    }
  }

  /** One lease of a message. */
  private record Receipt(Stored stored, int delivery) {}

  List<Stored> queue(String name) {
    return queues.computeIfAbsent(name, created -> new ArrayList<>());
  }

  void store(String queue, OutboundMessage message) {
    queue(queue).add(new Stored("broker-" + stored++, message, clock.instant()));
  }

  /** How many a receive could have now. */
  long free(String queue) {
    return ready(queue).count();
  }

  private Stream<Stored> ready(String queue) {
    return queue(queue).stream().filter(each -> !each.freeAt.isAfter(clock.instant()));
  }

  private InboundMessage inbound(Stored stored) {
    return new InboundMessage(
        new Receipt(stored, stored.deliveries),
        stored.brokerId,
        null,
        stored.message.body(),
        stored.message.attributes(),
        stored.message.orderingKey(),
        stored.deliveries,
        stored.storedAt,
        clock.instant().plus(LEASE));
  }

  @Override
  public String scheme() {
    return "mem";
  }

  @Override
  public Set<String> parameters() {
    return Set.of();
  }

  @Override
  public PublisherDriver openPublisher(Address address, Timeline timeline) {
    return new Sending(address.name());
  }

  @Override
  public SubscriptionDriver openSubscription(Address address, Timeline timeline) {
    return new Receiving(address.name());
  }

  @Override
  public Optional<ChannelAdmin> admin() {
    return Optional.empty();
  }

  @Override
  public void close() {}

  private final class Sending implements PublisherDriver {
    private final String queue;

    Sending(String queue) {
      this.queue = queue;
    }

    @Override
    public Capabilities capabilities() {
      return capabilities;
    }

    @Override
    public List<SendResult> send(List<OutboundMessage> batch) {
      for (OutboundMessage message : batch) {
        beforeSend.accept(message);
        store(queue, message);
        afterSend.accept(message);
      }
      return batch.stream().<SendResult>map(any -> new SendResult.Sent("sent")).toList();
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }

  private final class Receiving implements SubscriptionDriver {
    private final String queue;

    Receiving(String queue) {
      this.queue = queue;
    }

    @Override
    public Capabilities capabilities() {
      return capabilities;
    }

    @Override
    public List<InboundMessage> receive(int max, Duration wait) {
      beforeReceive.accept(queue);
      List<InboundMessage> batch = new ArrayList<>();
      ready(queue)
          .limit(max)
          .toList()
          .forEach(
              each -> {
                each.deliveries++;
                each.freeAt = clock.instant().plus(LEASE);
                batch.add(inbound(each));
              });
      return batch;
    }

    @Override
    public List<@Nullable MessagingException> settle(List<Settlement> settlements) {
      List<@Nullable MessagingException> fates = new ArrayList<>();
      for (Settlement settlement : settlements) {
        beforeSettle.accept(settlement);
        fates.add(settle((Receipt) settlement.receipt(), settlement));
      }
      return fates;
    }

    private @Nullable MessagingException settle(Receipt receipt, Settlement settlement) {
      Stored stored = receipt.stored;
      boolean over =
          receipt.delivery != stored.deliveries || !stored.freeAt.isAfter(clock.instant());
      if (over) {
        return new MessagingException(ErrorCode.FAILED_PRECONDITION, false, "the lease is over");
      }
      if (settlement instanceof Settlement.Nack nack) {
        stored.freeAt = clock.instant().plus(nack.redeliverAfter());
      } else if (settlement instanceof Settlement.Extend extend) {
        stored.freeAt = clock.instant().plus(extend.lease());
      } else {
        queue(queue).remove(stored);
      }
      return null;
    }

    @Override
    public PeekPage peek(@Nullable String cursor, int max) {
      int from = cursor == null ? 0 : Integer.parseInt(cursor);
      List<Stored> page = queue(queue).stream().skip(from).limit(Math.min(max, 2)).toList();
      boolean more = from + page.size() < queue(queue).size();
      return new PeekPage(
          page.stream().map(MemoryBroker.this::inbound).toList(),
          more ? String.valueOf(from + page.size()) : null);
    }

    @Override
    public void seek(ReplayPoint point) {
      throw MessagingException.unsupported("seek");
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }
}
