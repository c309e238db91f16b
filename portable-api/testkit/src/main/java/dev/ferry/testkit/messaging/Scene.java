package dev.ferry.testkit.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.PublisherOptions;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.SubscriptionOptions;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.messaging.spi.MessagingProvider;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.SendResult;
import dev.ferry.messaging.spi.SubscriptionSpec;
import dev.ferry.messaging.spi.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;

/**
 * Where one test plays: channels nobody else has, and short names for what it does with them.
 *
 * <p>For one test at a time; its clients may be used by several threads. Closing it removes its
 * channels.
 */
public final class Scene implements AutoCloseable {
  /** More than any broker gives in one receive, so that it gives what it has. */
  private static final int MANY = 100;

  private final BrokerHarness harness;
  private final MessagingProvider provider;
  private final Messaging messaging;
  private final ChannelAdmin channels;
  private final String prefix = "conf-" + UUID.randomUUID().toString().substring(0, 8) + "-";
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Deque<Address> made = new ArrayDeque<>();
  private int names;

  /** A scene on the broker that {@code harness} reaches. */
  public Scene(BrokerHarness harness) {
    this.harness = harness;
    this.provider = harness.open();
    this.messaging = connect(provider);
    this.channels = harness.channels(provider);
  }

  private Messaging connect(MessagingProvider through) {
    Messaging.Builder builder = Messaging.builder().provider(through).timeline(harness.timeline());
    harness.openBeside().forEach(builder::provider);
    Messaging connected = builder.build();
    opened.push(connected);
    return connected;
  }

  /** The same broker, as another process reaches it. */
  public Messaging anotherProcess() {
    return connect(harness.open());
  }

  /** What everything here is opened through, as the harness gave it. */
  public MessagingProvider provider() {
    return provider;
  }

  /** How the broker is reached. */
  public BrokerHarness harness() {
    return harness;
  }

  /** What makes channels. */
  public ChannelAdmin channels() {
    return channels;
  }

  /** A name that no other channel has. */
  public String newName() {
    return prefix + names++;
  }

  /** A queue without order, whose leases last {@link #lease()}. */
  public Address queue() {
    return queue(QueueSpec.standard(newName()));
  }

  /** A queue that keeps the order of keys; skips the test where there is none. */
  public Address orderedQueue() {
    return queue(QueueSpec.ordered(newName()));
  }

  /** A queue, whose leases last {@link #lease()}; skips the test where there is no such thing. */
  public Address queue(QueueSpec spec) {
    Address queue = made(() -> channels.createQueue(spec.withAckDeadline(lease())));
    if (spec.ordered()) {
      requires(subscription(queue).capabilities().ordered(), "queues that keep the order of keys");
    }
    return queue;
  }

  /** A topic; skips the test where there is no such thing. */
  public Address topic(TopicSpec spec) {
    return made(() -> channels.createTopic(spec));
  }

  /** A queue that has what a topic gets, or what passes the filter. */
  public Address subscribed(TopicSpec topic, Map<String, Set<String>> filter) {
    QueueSpec spec = topic.ordered() ? QueueSpec.ordered(newName()) : QueueSpec.standard(newName());
    Address queue = queue(spec);
    channels.subscribe(new SubscriptionSpec(topic.name(), spec.name(), filter));
    return queue;
  }

  private Address made(Supplier<Address> creation) {
    try {
      Address address = creation.get();
      made.push(address);
      return address;
    } catch (MessagingException cannot) {
      Assumptions.assumeTrue(cannot.code() != ErrorCode.UNSUPPORTED, cannot::getMessage);
      throw cannot;
    }
  }

  /** Skips the test unless the broker has {@code what}. */
  public void requires(boolean has, String what) {
    Assumptions.assumeTrue(has, () -> "the broker has no " + what);
  }

  /** A publisher with the default options. */
  public Publisher publisher(Address to) {
    return publisher(to, PublisherOptions.defaults());
  }

  /** A publisher. */
  public Publisher publisher(Address to, PublisherOptions options) {
    Publisher publisher = messaging.publisher(to, options);
    opened.push(publisher);
    return publisher;
  }

  /** Publishes one text and gives the message. */
  public Message publish(Address to, String text) {
    return publish(to, Message.of(text));
  }

  /** Publishes one message and gives it. */
  public Message publish(Address to, Message message) {
    publisher(to).publish(message);
    return message;
  }

  /** A subscription, as a consumer of its own. */
  public Subscription subscription(Address from) {
    Subscription subscription = messaging.subscription(from, SubscriptionOptions.defaults());
    opened.push(subscription);
    return subscription;
  }

  /** What a queue without order can do. */
  public Capabilities capabilities() {
    return subscription(queue()).capabilities();
  }

  /** Sends as a sender does that does not know Ferry. */
  public List<SendResult> sendForeign(Address to, OutboundMessage... messages) {
    return harness.sendForeign(provider, to, Arrays.asList(messages));
  }

  /** Receives until there are {@code count}, and fails when they do not come. */
  public List<Delivery> receive(Subscription from, int count) {
    List<Delivery> all = new ArrayList<>();
    while (all.size() < count) {
      List<Delivery> some = from.receive(count - all.size(), harness.patience());
      assertThat(some).as("after %d of %d messages", all.size(), count).isNotEmpty();
      all.addAll(some);
    }
    return all;
  }

  /** Receives one, and fails when none comes. */
  public Delivery receiveOne(Subscription from) {
    return receive(from, 1).get(0);
  }

  /** Receives and acks until there is nothing: the texts, in order. */
  public List<String> drain(Subscription from) {
    List<String> all = new ArrayList<>();
    List<Delivery> some = from.receive(MANY, harness.silence());
    while (!some.isEmpty()) {
      some.forEach(Delivery::ack);
      all.addAll(texts(some));
      some = from.receive(MANY, harness.silence());
    }
    return all;
  }

  /** Fails when there is something to be received. */
  public void assertEmpty(Subscription from) {
    assertThat(texts(from.receive(MANY, harness.silence()))).isEmpty();
  }

  /** The bodies, as text. */
  public static List<String> texts(List<Delivery> deliveries) {
    return deliveries.stream().map(Scene::text).toList();
  }

  /** The body, as text. */
  public static String text(Delivery delivery) {
    return delivery.message().body().utf8();
  }

  /** A text of so many bytes, made without looking at each of them: they are megabytes. */
  static Body body(int bytes) {
    return Body.wrap("x".repeat(bytes).getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * The smallest number from {@code from} to {@code to} that does not pass; {@code to + 1}: none.
   */
  static int firstNotPassing(int from, int to, Predicate<Integer> passes) {
    int low = from;
    int high = to + 1;
    while (low < high) {
      int middle = low + (high - low) / 2;
      if (passes.test(middle)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** So many deliveries, or the fewest after which the broker dead-letters by itself. */
  public int limit(int deliveries) {
    return Math.max(deliveries, harness.fewestDeliveries());
  }

  /** Lets a message come and go back {@code times} times. */
  public void nack(Subscription from, int times) {
    for (int time = 1; time <= times; time++) {
      receiveOne(from).nack(Duration.ZERO);
      pass(ticks(1));
    }
  }

  /** Some ticks of time, see {@link BrokerHarness#tick()}. */
  public Duration ticks(int count) {
    return harness.tick().multipliedBy(count);
  }

  /** How long a lease of this scene's queues lasts. */
  public Duration lease() {
    return ticks(6);
  }

  /** Lets time pass. */
  public void pass(Duration span) {
    harness.advance(span);
  }

  /** Lets time pass until leases given now are over. */
  public void passLease() {
    pass(ticks(7));
  }

  @Override
  public void close() {
    made.forEach(channels::delete);
    opened.forEach(Scene::closeOne);
  }

  private static void closeOne(AutoCloseable one) {
    try {
      one.close();
    } catch (Exception ofABrokenBroker) {
      throw new AssertionError("close " + one, ofABrokenBroker);
    }
  }
}
