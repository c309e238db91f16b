package dev.ferry.aws;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.messaging.spi.MessagingProvider;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * The provider of {@code sns:NAME} addresses: topics of SNS, standard and FIFO, to be published to.
 * What they deliver is received from the queues behind them.
 *
 * <pre>
 * sns://order-events   sns://order-events.fifo
 * sns:arn:aws:sns:eu-central-1:111122223333:order-events</pre>
 *
 * <p>A name is looked up among the account's topics when it is opened, which needs {@code
 * sns:ListTopics}; an ARN is not.
 *
 * <p>Safe for use by any number of threads. Closing it closes the clients that it made, not those
 * that were given to it.
 */
public final class SnsProvider implements MessagingProvider {
  private final OnDemand<SnsClient> sns;
  private final OnDemand<SqsConnection> sqs;

  /** By the SDK's own configuration; makes a client when the first address is opened. */
  public SnsProvider() {
    this(OnDemand.of(AwsClients::sns));
  }

  private SnsProvider(OnDemand<SnsClient> sns) {
    this.sns = sns;
    this.sqs = OnDemand.of(AwsClients::sqs);
  }

  /** With a client that somebody else keeps; its region is that of every topic. */
  public static SnsProvider of(SnsClient client) {
    return new SnsProvider(OnDemand.kept(client));
  }

  @Override
  public String scheme() {
    return SnsAddress.SCHEME;
  }

  /** None. */
  @Override
  public Set<String> parameters() {
    return Set.of();
  }

  @Override
  public PublisherDriver openPublisher(Address address, Timeline timeline) {
    SnsAddress topic = SnsAddress.of(address);
    SnsClient client = sns.get();
    return new SnsPublisher(client, topic, SnsLookup.arn(client, topic));
  }

  /**
   * Nothing is received from a topic.
   *
   * @throws MessagingException UNSUPPORTED always
   */
  @Override
  public SubscriptionDriver openSubscription(Address address, Timeline timeline) {
    throw MessagingException.unsupported(
        "receive from '" + address + "': a topic keeps nothing; receive from a queue behind it");
  }

  /** Makes queues, topics and subscriptions between them; an ordered one's name gets .fifo. */
  @Override
  public Optional<ChannelAdmin> admin() {
    return Optional.of(new AwsAdmin(() -> sqs.get().client(), sns));
  }

  @Override
  public void close() {
    sns.close();
    sqs.close();
  }
}
