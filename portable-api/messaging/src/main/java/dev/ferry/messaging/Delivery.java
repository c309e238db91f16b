package dev.ferry.messaging;

import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A message that somebody has leased: what the broker says about it, and the verbs that settle it.
 *
 * <p>Safe for use by several threads at once; settle it once. A verb blocks for one service call. A
 * lease that is over gives FAILED_PRECONDITION: the message belongs to somebody else by now.
 */
public final class Delivery {
  private final InboundMessage inbound;
  private final Identity identity;
  private final Message message;
  private final Settler settler;

  Delivery(InboundMessage inbound, Identity identity, Message message, Settler settler) {
    this.inbound = inbound;
    this.identity = identity;
    this.message = message;
    this.settler = settler;
  }

  /**
   * A delivery that a host pushed, instead of one that a subscription received.
   *
   * @param channel the source, for people
   * @param inbound what the host gave
   * @param driver settles it; only asked to settle
   * @param options how foreign messages are read
   */
  public static Delivery pushed(
      String channel,
      InboundMessage inbound,
      SubscriptionDriver driver,
      SubscriptionOptions options) {
    Identity.Identified identified = Identity.of(inbound, options.applicationId());
    Settler settler = new Settler(channel, driver, MessagingListener.noop());
    return new Delivery(inbound, identified.identity(), identified.message(), settler);
  }

  /** The message. */
  public Message message() {
    return message;
  }

  /**
   * Whether the id stays the same through a native redrive. False when only the broker's own id was
   * there.
   */
  public boolean stableId() {
    return identity.stable();
  }

  /**
   * Why Ferry's metadata on it, or the application's own id, could not be read; such a message is
   * poison. Holds none of its texts.
   */
  public Optional<String> flaw() {
    return Optional.ofNullable(identity.flaw());
  }

  /** How often the broker has delivered it, this time included; 0 where it does not count. */
  public int deliveryCount() {
    return inbound.deliveryCount();
  }

  /**
   * When the lease ends that came with it; {@link #extend} gives another, which is not seen here.
   */
  public Instant ackDeadline() {
    return inbound.ackDeadline();
  }

  /** The broker's own id for it. */
  public String brokerId() {
    return inbound.brokerId();
  }

  /** When the broker stored it. */
  public Instant storedAt() {
    return inbound.storedAt();
  }

  /** The channel it came from. */
  public String source() {
    return settler.channel();
  }

  /** Where it was before the broker itself dead-lettered it, where the broker says so. */
  public Optional<String> deadLetteredFrom() {
    return Optional.ofNullable(inbound.deadLetteredFrom());
  }

  /** The attributes as the broker holds them, Ferry's own included. */
  public Map<String, String> nativeAttributes() {
    return inbound.attributes();
  }

  Object receipt() {
    return inbound.receipt();
  }

  /** It is done: the broker forgets it. */
  public void ack() {
    settler.ack(inbound.receipt());
  }

  /**
   * It goes back and comes again, not before {@code redeliverAfter} where the broker can wait; cut
   * to {@link Limits#redeliveryDelay()}, less than zero counts as zero.
   */
  public void nack(Duration redeliverAfter) {
    settler.nack(inbound.receipt(), redeliverAfter);
  }

  /**
   * The broker moves it to its dead-letter queue, as {@code copy}: its attributes and metadata
   * replace what the message had.
   *
   * @param reason a short code
   * @param description for people
   * @throws MessagingException UNSUPPORTED where {@link Capabilities#nativeDeadLetter()} is false
   */
  public void deadLetter(String reason, String description, Message copy) {
    settler.deadLetter(inbound.receipt(), reason, description, copy);
  }

  /**
   * The lease is made to last {@code lease} from now; cut to {@link Limits#ackDeadline()}.
   *
   * @throws MessagingException UNSUPPORTED where {@link Capabilities#extend()} is false,
   *     INVALID_ARGUMENT when {@code lease} is not positive
   */
  public void extend(Duration lease) {
    settler.extend(inbound.receipt(), lease);
  }

  /** The id, source and count only. */
  @Override
  public String toString() {
    return "Delivery[" + message.id() + " from " + source() + ", " + deliveryCount() + "]";
  }
}
